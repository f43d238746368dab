{#-
    Why a CSV file cannot be used: its names or its rows. It finds what would stop the
    strict reader, without stopping. It reads the file twice, in parallel.

    Arguments: table, a name of raw_tables(); path.
    Returns: a list of texts with path, line and reason, three rows at most; empty where
    all is well.
-#}
{% macro csv_problems(table, path) %}
    {%- set header = csv_header(path) -%}
    {%- set scan = csv_scan(path, header.names) -%}
    {%- if scan.fault and (scan.fault[0] == 1 or not header.names) -%}
        {{ return(csv_said(path, [scan.fault], 1)) }}
    {%- elif header.problem -%}
        {{ return(csv_said(path, [(1, header.problem)], 1)) }}
    {%- endif -%}
    {%- set problems = raw_column_problems(table, header.names, [path], header) -%}
    {%- if problems or scan.fault -%}
        {{ return(problems or csv_said(path, [scan.fault], 1)) }}
    {%- endif -%}
    {%- set line = csv_line_with_other_end(path) -%}
    {%- if line -%}
        {{ return(csv_said(path, [(line, "it ends in another way than line 1 (LF, CR LF or CR); save the file with one kind of line end")], 1)) }}
    {%- endif -%}
    {%- set problems = csv_rows_far_too_long(path, header.names) if scan.work > csv_most_work() else [] -%}
    {{ return(problems or csv_rejected_rows(path, header)) }}
{% endmacro %}


{#-
    The first unreadable line of a CSV file, and how much work its rows will be.
    Arguments: path; names, the columns of the header.
    Returns: {fault, work}: the first line that cannot be read, with its reason, or none;
    and at most how many bytes the reader would copy for values too many: it notes each of
    them with its whole row.
-#}
{% macro csv_scan(path, names) %}
    {%- do run_query("drop table if exists raw_line_faults") -%}
    {%- do run_query("drop table if exists raw_line_scans") -%}
    {%- set rejects = ", store_rejects = true, rejects_table = 'raw_line_faults', rejects_scan = 'raw_line_scans'" -%}
    {#- A row ends with its line if no line has an unpaired quote. -#}
    {%- set work = run_query(
        "select case when sum(quotes % 2) > 0 then sum(commas) * sum(bytes) "
        ~ "else sum(greatest(commas - " ~ (names | length - 1) ~ ", 0) * bytes) end from ("
        ~ "select strlen(line) as bytes, strlen(line) - strlen(replace(line, ',', '')) as commas, "
        ~ "strlen(line) - strlen(replace(line, '\"', '')) as quotes from " ~ csv_lines(path, rejects) ~ ") as lines"
    ).rows[0][0] -%}
    {%- set found = run_query("select line, error_type, csv_line from raw_line_faults order by line_byte_position limit 1").rows -%}
    {%- set fault = none -%}
    {%- if found | length -%}
        {%- set fault = (found[0][0] | int, csv_reason("UTF-16" if is_utf_16(found[0][2] or "") else found[0][1], "")) -%}
    {%- endif -%}
    {{ return({"fault": fault, "work": work or 0}) }}
{% endmacro %}


{#- The most bytes that the reader may copy: it takes a second for them, about. -#}
{% macro csv_most_work() %}{{ return(100000000) }}{% endmacro %}


{#-
    The rows of a CSV file with more values than names, counted without the reader where
    these are so many that it would take minutes or days.
    Arguments: path; names, the columns of the header.
    Returns: as csv_problems(); empty where the reader need not be spared.
-#}
{% macro csv_rows_far_too_long(path, names) %}
    {#- A line that begins inside of quotes is given their beginning back. -#}
    {%- set found = run_query(
        "with lines as (select row_number() over () as line, text, coalesce(sum(quotes) over "
        ~ "(rows between unbounded preceding and 1 preceding), 0) % 2 as is_inside from (select coalesce(line, '') as text, "
        ~ "strlen(line) - strlen(replace(line, '\"', '')) as quotes from " ~ csv_lines(path) ~ ") as texts), "
        ~ "bare_lines as (select line, strlen(text) as bytes, sum(1 - is_inside) over (rows unbounded preceding) as row_number, "
        ~ "case when is_inside = 0 and not contains(text, '\"') then text else replace(regexp_replace("
        ~ "repeat('\"', is_inside::bigint) || text, '(^|,)\"(?:[^\"]|\"\")+(?:\"|\\z)', '\\1q', 'g'), '\"', '') end as bare from lines), "
        ~ "rows_read as (select min(line) as line, sum(bytes) as bytes, 1 + sum(strlen(bare) - strlen(replace(bare, ',', ''))) "
        ~ "- (strlen(max_by(bare, line)) - strlen(rtrim(max_by(bare, line), ','))) as values from bare_lines group by row_number) "
        ~ "select line, values, count(*) over () as faults, sum((values - " ~ names | length ~ ") * bytes) over () as work "
        ~ "from rows_read where values > " ~ names | length ~ " order by line limit 3"
    ).rows -%}
    {%- if not found | length or found[0]["work"] <= csv_most_work() -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set faults = [] -%}
    {%- for row in found -%}
        {%- do faults.append((row["line"], csv_counts(row["values"] | int, names | length))) -%}
    {%- endfor -%}
    {{ return(csv_said(path, faults, found[0]["faults"])) }}
{% endmacro %}


{#-
    The rows of a CSV file that DuckDB's reader rejects.
    Arguments: path; header, what csv_header() returned. Returns: as csv_problems().
-#}
{% macro csv_rejected_rows(path, header) %}
    {%- do run_query("drop table if exists raw_row_faults") -%}
    {%- do run_query("drop table if exists raw_row_scans") -%}
    {#- Every column is counted: what is not asked for is not decoded. -#}
    {%- set rejects = ", store_rejects = true, ignore_errors = true, rejects_table = 'raw_row_faults', rejects_scan = 'raw_row_scans'" -%}
    {%- do run_query("select count(columns(*)) from " ~ csv_reader(path, header, rejects)) -%}
    {#- The reader counts rows; people look for lines, which a quoted value may have several of. -#}
    {%- set before = "decode(encode(content)[:line_byte_position + 3 * cast(starts_with(content, chr(65279)) as integer) - 1])" -%}
    {%- set found = run_query(
        "select coalesce(1 + " ~ csv_line_ends("before") ~ ", line) as line, error_type, error_message, faults from (select *, "
        ~ before ~ " as before from (select min(line) as line, line_byte_position, error_type, min(error_message) as error_message, "
        ~ "count(*) over () as faults from raw_row_faults group by line_byte_position, error_type "
        ~ "order by line_byte_position, error_type limit 3) as faults left join " ~ csv_text(path) ~ " on true) "
        ~ "order by line_byte_position, error_type"
    ).rows -%}
    {%- set faults = [] -%}
    {%- for row in found -%}
        {%- do faults.append((row["line"], csv_reason(row["error_type"], row["error_message"]))) -%}
    {%- endfor -%}
    {{ return(csv_said(path, faults, found[0]["faults"] if found | length else 0)) }}
{% endmacro %}


{#-
    The messages about a CSV file's faults.
    Arguments: path; faults, a list of (line, reason); count, how many there are in all.
    Returns: a list of texts.
-#}
{% macro csv_said(path, faults, count) %}
    {%- set said = [] -%}
    {%- for line, reason in faults -%}
        {%- do said.append(path ~ ", line " ~ line | int ~ ": " ~ reason) -%}
    {%- endfor -%}
    {%- if count > faults | length -%}
        {%- do said.append(path ~ ": " ~ (count | int - faults | length) ~ " more like these") -%}
    {%- endif -%}
    {{ return(said) }}
{% endmacro %}


{#-
    DuckDB's reason for not reading a row, in plain words.
    Arguments: error_type and error_message, as DuckDB's table of rejects says them, which
    does not know UTF-16.
    Returns: a text.
-#}
{% macro csv_reason(error_type, error_message) %}
    {%- set counts = modules.re.findall("[0-9]+", error_message) -%}
    {%- if error_type in ("TOO MANY COLUMNS", "MISSING COLUMNS") and counts | length == 2 -%}
        {{ return(csv_counts(counts[1] | int, counts[0] | int)) }}
    {%- elif error_type == "UNQUOTED VALUE" -%}
        {{ return("a quote is not closed, or is inside a value without being doubled") }}
    {%- elif error_type == "UTF-16" -%}
        {{ return("it is UTF-16, or no text; save the file as UTF-8, with commas between values") }}
    {%- elif error_type == "INVALID ENCODING" -%}
        {{ return("it is not UTF-8; save the file as UTF-8") }}
    {%- elif error_type == "LINE SIZE OVER MAXIMUM" -%}
        {{ return("the row is longer than " ~ csv_longest_row() ~ " bytes") }}
    {%- endif -%}
    {{ return(error_message.split("\n")[0]) }}
{% endmacro %}


{#-
    That a row has more or fewer values than there are names.
    Arguments: values, names, both counted. Returns: a text.
-#}
{% macro csv_counts(values, names) %}
    {{ return(values ~ " value" ~ ("s" if values != 1) ~ ", but line 1 names " ~ names ~ " column" ~ ("s" if names != 1)) }}
{% endmacro %}


{#-
    The whole text of a CSV file of less than 64 MB, to find a line in; larger ones are not
    looked through, and the reader's own words must do.
    Arguments: path.
    Returns: SQL to put after `from`, with the column content: null if it is no UTF-8.
-#}
{% macro csv_text(path) -%}
    (
        select try(decode(content)) as content from read_blob({{ text_literal(path) }})
        where size < 67108864
    ) as file
{%- endmacro %}


{#-
    The first line of a CSV file that ends in another way than its first one. The reader
    stops there without naming the line. A line end inside of quotes is part of a value.
    Arguments: path. Returns: the line's number; none where all is well.
-#}
{% macro csv_line_with_other_end(path) %}
    {%- set value = '(?:"[^"]*(?:""[^"]*)*(?:"(?:[^",\\r\\n][^,\\r\\n]*)?|\\z)|[^",\\r\\n][^,\\r\\n]*|)' -%}
    {#- All before such a line end, and its CR if LF is too much. -#}
    {%- set found = run_query(
        "with texts as (select content, regexp_extract(content, '^\\x{feff}?(?:" ~ value ~ ",)*" ~ value
        ~ "(\\r\\n|\\r|\\n)', 1) as line_end from " ~ csv_text(path) ~ "), "
        ~ "parts as (select *, regexp_extract(content, '^\\x{feff}?(?:" ~ value ~ "(?:,|' || line_end || '))*" ~ value ~ "') as alike "
        ~ "from texts) "
        ~ "select 1 + " ~ csv_line_ends("alike") ~ " - cast(line_end = chr(13) and ends_with(alike, chr(13)) and starts_with(content[length(alike) + 1:], chr(10)) as integer) "
        ~ "from parts where strlen(alike) < strlen(content)"
    ).rows -%}
    {{ return(found[0][0] if found | length else none) }}
{% endmacro %}


{#-
    How many line ends a text has, of whatever kind.
    Arguments: text, SQL of a text. Returns: SQL of a whole number.
-#}
{% macro csv_line_ends(text) -%}
    (strlen({{ text }}) - strlen(replace(replace({{ text }}, chr(10), ''), chr(13), ''))
    - (strlen({{ text }}) - strlen(replace({{ text }}, chr(13) || chr(10), ''))) // 2)
{%- endmacro %}
