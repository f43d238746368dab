{#-
    What was made of the first line of a CSV file in which columns are missing.
    Arguments: line, that line; names, the columns found in it.
    Returns: a text, with the likely cause where there is one; e-mail addresses are masked,
    for the header may be missing.
-#}
{% macro csv_header_read_as(line, names) %}
    {%- set masked = modules.re.sub('[^\\s"<>@,;]+(@|%40)', "***@", line) -%}
    {%- set shown = masked[:60] ~ ("..." if masked | length > 60 else "") -%}
    {%- if not line -%}
        {{ return("there is nothing; the names of the columns belong there") }}
    {%- elif not names -%}
        {{ return("quotes do not match in the names of the columns: " ~ shown) }}
    {%- elif names | length == 1 and (";" in line or "\t" in line or "|" in line) -%}
        {{ return("one column only: " ~ shown ~ "; values must be separated by commas") }}
    {%- endif -%}
    {{ return("the columns are " ~ shown) }}
{% endmacro %}


{#-
    Which rows of a CSV file cannot be read, and why: what would stop the strict reader,
    asked for without stopping. A file is read once more for it, in parallel.

    Arguments: path; names, the columns of the header.
    Returns: a list of texts with path, line and reason, three at most; empty where all is
    well.
-#}
{% macro csv_row_problems(path, names) %}
    {%- if run_query("select 1 from " ~ csv_text(path) ~ " where content is null").rows | length -%}
        {%- set line = csv_lines_not_utf8(path)[0] -%}
        {{ return([path ~ ", line " ~ line | int ~ ": " ~ csv_reason("INVALID ENCODING", "")]) }}
    {%- endif -%}
    {%- set line = csv_line_with_other_end(path) -%}
    {%- if line -%}
        {{ return([path ~ ", line " ~ line | int ~ ": it ends in another way than line 1 (LF, CR LF or CR); save the file with one kind of line end"]) }}
    {%- endif -%}
    {%- do run_query("drop table if exists raw_row_faults") -%}
    {%- do run_query("drop table if exists raw_row_scans") -%}
    {#- Every column is counted: what is not asked for is not decoded. -#}
    {%- set rejects = ", store_rejects = true, ignore_errors = true, rejects_table = 'raw_row_faults', rejects_scan = 'raw_row_scans'" -%}
    {%- do run_query("select count(columns(*)) from " ~ csv_reader(path, names, rejects)) -%}
    {#- The reader counts rows; people look for lines, which a quoted value may have several of. -#}
    {%- set faults = run_query(
        "select coalesce(1 + len(regexp_extract_all(decode(encode(content)[:line_byte_position + 3 * "
        ~ "cast(starts_with(content, chr(65279)) as integer) - 1]), '\\r\\n|\\r|\\n')), line) as line, "
        ~ "error_type, error_message, faults from (select min(line) as line, line_byte_position, error_type, "
        ~ "min(error_message) as error_message, count(*) over () as faults from raw_row_faults "
        ~ "group by line_byte_position, error_type order by line_byte_position, error_type limit 3) as faults "
        ~ "left join " ~ csv_text(path) ~ " on true order by line_byte_position, error_type"
    ) -%}
    {%- set problems = [] -%}
    {%- for fault in faults.rows -%}
        {%- do problems.append(path ~ ", line " ~ fault["line"] | int ~ ": " ~ csv_reason(fault["error_type"], fault["error_message"])) -%}
    {%- endfor -%}
    {%- if faults.rows | length and faults.rows[0]["faults"] > 3 -%}
        {%- do problems.append(path ~ ": " ~ (faults.rows[0]["faults"] | int - 3) ~ " more like these") -%}
    {%- endif -%}
    {{ return(problems) }}
{% endmacro %}


{#-
    DuckDB's reason for not reading a row, in plain words.
    Arguments: error_type and error_message, as DuckDB's table of rejects says them.
    Returns: a text.
-#}
{% macro csv_reason(error_type, error_message) %}
    {%- set counts = modules.re.findall("[0-9]+", error_message) -%}
    {%- if error_type in ("TOO MANY COLUMNS", "MISSING COLUMNS") and counts | length == 2 -%}
        {{ return(counts[1] ~ " value" ~ ("s" if counts[1] != "1") ~ ", but line 1 names " ~ counts[0] ~ " column" ~ ("s" if counts[0] != "1")) }}
    {%- elif error_type == "UNQUOTED VALUE" -%}
        {{ return("a quote is not closed, or stands inside of a value without being doubled") }}
    {%- elif error_type == "INVALID ENCODING" -%}
        {{ return("it is not UTF-8; save the file as UTF-8") }}
    {%- elif error_type == "LINE SIZE OVER MAXIMUM" -%}
        {{ return("the row is longer than " ~ csv_longest_row() ~ " bytes") }}
    {%- endif -%}
    {{ return(error_message.split("\n")[0]) }}
{% endmacro %}


{#-
    The whole text of a CSV file of less than 64 MB, to find a line in; larger ones are not
    looked through, and the reader's own words must do.
    Arguments: path.
    Returns: SQL to stand behind `from`, with the column content: null if it is no UTF-8.
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
    {%- set quoted = "\"[^\"]*(?:\"\"[^\"]*)*(?:\"|\\z)" -%}
    {%- set bare = "regexp_replace(content, '(^|[,\\r\\n])" ~ quoted ~ "', '\\1', 'g')" -%}
    {%- set kinds = run_query(
        "select contains(bare, chr(13) || chr(10)), regexp_matches(bare, '(^|[^\\r])\\n'), "
        ~ "regexp_matches(bare, '\\r([^\\n]|$)') from (select " ~ bare ~ " as bare from " ~ csv_text(path) ~ ") as bared"
    ) -%}
    {%- if not kinds.rows | length or kinds.rows[0] | select("true") | list | length < 2 -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set parts = "regexp_extract_all(content, '(?:^|,|\\r\\n|\\r|\\n)" ~ quoted ~ "|\\r\\n|\\r|\\n')" -%}
    {%- set found = run_query(
        "with parts as (select unnest(" ~ parts ~ ") as part, generate_subscripts(" ~ parts ~ ", 1) as number "
        ~ "from " ~ csv_text(path) ~ "), ends as (select number, regexp_extract(part, '^(\\r\\n|\\r|\\n)') as line_end, "
        ~ "1 + coalesce(sum(len(regexp_extract_all(part, '\\r\\n|\\r|\\n'))) over "
        ~ "(order by number rows between unbounded preceding and 1 preceding), 0) as line from parts) "
        ~ "select min(line) from ends where line_end <> '' "
        ~ "and line_end <> (select min_by(line_end, number) from ends where line_end <> '')"
    ) -%}
    {{ return(found.rows[0][0]) }}
{% endmacro %}
