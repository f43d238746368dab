{#-
    The names of the columns of a CSV file: its first record, as RFC 4180 has it, so that a
    name in quotes may hold commas, quotes (doubled) and line ends. Lines that cannot be
    read are passed over: csv_scan() finds them.

    Arguments: path.
    Returns: {text, names, line_end, problem}: the record as written; its names, trimmed
    (none where its quotes do not match); what ends it, where it has several lines; and
    why it cannot be used, or none.
-#}
{% macro csv_header(path) %}
    {%- set first = run_query("select coalesce(line, '') from " ~ csv_lines(path) ~ " limit 1") -%}
    {%- set line = first.rows[0][0] if first.rows | length else "" -%}
    {%- set record = csv_long_header(path) if line.count('"') % 2 else {} -%}
    {%- set text = record.text or line -%}
    {%- set values = csv_values(text) if text | length <= csv_longest_header() else [] -%}
    {%- set names = [] -%}
    {%- for quoted, plain in values[:csv_most_columns()] -%}
        {%- do names.append((quoted.replace('""', '"') or plain).strip()) -%}
    {%- endfor -%}
    {%- set problem = record.problem -%}
    {%- if is_utf_16(text) -%}
        {%- set problem = csv_reason("UTF-16", "") -%}
    {%- elif text.startswith("\ufeff") -%}
        {%- set problem = "it begins with two byte order marks; save the file as UTF-8 with one or none" -%}
    {%- elif record.has_mark and values and modules.re.search("[\r\n]", values[0][0]) -%}
        {#- DuckDB would take the quote behind the mark for a letter. -#}
        {%- set problem = "a byte order mark comes before a name of several lines; save the file without the mark, or with names of one line" -%}
    {%- elif text | length > csv_longest_header() -%}
        {%- set problem = "the names of the columns have more than " ~ csv_longest_header() ~ " letters" -%}
    {%- elif values | length > csv_most_columns() -%}
        {%- set problem = "it names " ~ values | length ~ " columns; at most " ~ csv_most_columns() ~ " can be read" -%}
    {%- endif -%}
    {{ return({"text": text, "names": names, "line_end": record.line_end, "problem": problem}) }}
{% endmacro %}


{#-
    The first record of a CSV file if it has several lines: up to the first line end
    outside quotes.
    Arguments: path.
    Returns: {text, line_end, has_mark}, the last one being whether a byte order mark stands
    before it; nulls where there is no such record, or the file is no UTF-8; {problem} for
    a file that is too large to be looked through.
-#}
{% macro csv_long_header(path) %}
    {%- set record = "'^\\x{feff}?((?:[^\"\\r\\n]|\"[^\"]*\")*)(\\r\\n|\\r|\\n|\\z)'" -%}
    {%- set found = run_query(
        "select record['text'] as text, record['line_end'] as line_end, has_mark from (select starts_with(content, chr(65279)) as has_mark, "
        ~ "regexp_extract(content[:" ~ (csv_longest_header() + 1) ~ "], " ~ record ~ ", ['text', 'line_end']) as record "
        ~ "from " ~ csv_text(path) ~ ")"
    ).rows -%}
    {%- if not found | length -%}
        {{ return({"problem": "its header has several lines, which only files of less than 64 MB may have"}) }}
    {%- endif -%}
    {{ return({"text": found[0]["text"], "line_end": found[0]["line_end"], "has_mark": found[0]["has_mark"]}) }}
{% endmacro %}


{#- The most letters that the names of the columns may have, and the most columns. -#}
{% macro csv_longest_header() %}{{ return(1000000) }}{% endmacro %}
{% macro csv_most_columns() %}{{ return(10000) }}{% endmacro %}


{#-
    Whether a text looks like UTF-16: every other byte of such a file is a NUL, mostly.
    Arguments: text. Returns: a boolean.
-#}
{% macro is_utf_16(text) %}
    {{ return(text[:100].count("\0") * 3 > text[:100] | length) }}
{% endmacro %}


{#-
    The values of a CSV record.
    Arguments: record. Returns: a list of pairs (what stands in quotes, what stands without),
    one of them empty; an empty list where the record's quotes are not well-formed.
-#}
{% macro csv_values(record) %}
    {%- set value = '(?:"([^"]*(?:""[^"]*)*)"|([^",]*))' -%}
    {%- set is_well_formed = modules.re.fullmatch(value ~ "(?:," ~ value ~ ")*", record) -%}
    {{ return(modules.re.findall("(?:^|,)" ~ value, record) if is_well_formed else []) }}
{% endmacro %}


{#-
    What the message about missing columns says of a CSV file's first record.
    Arguments: header, what csv_header() returned.
    Returns: a text, with the likely cause where there is one; e-mail addresses are masked,
    for the header may be missing.
-#}
{% macro csv_header_read_as(header) %}
    {%- set text, names = header.text, header.names -%}
    {#- Sixty letters are shown: one more that is no address's cannot reach from behind. -#}
    {%- set masked = modules.re.sub('[^\\s"<>@,;]+(@|%40)', "***@", text[:1000]) -%}
    {%- set shown = modules.re.sub("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]", "?", masked[:60]) ~ ("..." if masked | length > 60 else "") -%}
    {%- if not text -%}
        {{ return("there is nothing; the names of the columns belong there") }}
    {%- elif not names -%}
        {{ return("quotes do not match in the names of the columns: " ~ shown) }}
    {%- elif names | length == 1 and (";" in text or "\t" in text or "|" in text) -%}
        {{ return("one column only: " ~ shown ~ "; values must be separated by commas") }}
    {%- endif -%}
    {{ return("the columns are " ~ shown) }}
{% endmacro %}


{#-
    Which of the first lines of a CSV file, but for line 1, names the required columns:
    programs write a title, a period or an empty line above them.
    Arguments: table, a name of raw_tables(); path.
    Returns: the number of the line; none where there is no such line.
-#}
{% macro csv_line_of_names(table, path) %}
    {%- set lines = run_query("select coalesce(line, '') from " ~ csv_lines(path) ~ " limit 50").columns[0].values() -%}
    {%- for line in lines -%}
        {%- set names = line.replace('"', "").lower().split(",") | map("trim") | list -%}
        {%- if not loop.first and not raw_tables()[table].required | reject("in", names) | list -%}
            {{ return(loop.index) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(none) }}
{% endmacro %}
