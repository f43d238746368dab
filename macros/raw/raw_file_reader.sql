{#-
    The table function that reads a raw table's file.

    A CSV file is read with every setting given, the columns too: left to guess, the
    reader has been seen to skip headers, join rows and drop an unclosed last row without
    an error, and it names no line. Line ends are the exception: told of the wrong ones,
    it finds no rows at all.

    Arguments: path, of a CSV or Parquet file.
    Returns: SQL to put after `from`.
-#}
{% macro raw_file_reader(path) %}
    {%- if path.lower().endswith(".parquet") -%}
        {{ return("read_parquet(" ~ text_literal(path) ~ ")") }}
    {%- endif -%}
    {{ return(csv_reader(path, csv_columns(csv_header(path).line))) }}
{% endmacro %}


{#-
    The table function that reads a CSV file as text.
    Arguments: path; columns, the names of its columns in their order; options, more
    settings of read_csv.
    Returns: SQL to put after `from`.
-#}
{% macro csv_reader(path, columns, options="") %}
    {%- set types = [] -%}
    {%- for name in csv_unique_names(columns) -%}
        {%- do types.append("'" ~ name ~ "': 'varchar'") -%}
    {%- endfor -%}
    {{
        return(
            "read_csv(" ~ text_literal(path) ~ ", auto_detect = false, header = true, skip = 0, columns = {"
            ~ types | join(", ") ~ "}, delim = ',', quote = '\"', escape = '\"', max_line_size = "
            ~ csv_longest_row() ~ options ~ ")"
        )
    }}
{% endmacro %}


{#- The most bytes that a row of a CSV file may have. -#}
{% macro csv_longest_row() %}{{ return(16000000) }}{% endmacro %}


{#-
    The first line of a CSV file, read as one text, whatever the rest of the file is like.
    Arguments: path.
    Returns: {line, is_utf8}: the text, empty for an empty file, and whether it could be
    read.
-#}
{% macro csv_header(path) %}
    {%- set found = run_query("select line from " ~ csv_lines(path) ~ " limit 1") -%}
    {{
        return({
            "line": found.rows[0][0] or "" if found.rows | length else "",
            "is_utf8": 1 not in csv_lines_not_utf8(path, " limit 1"),
        })
    }}
{% endmacro %}


{#-
    The table function that reads the lines of a CSV file, each as one text.
    Arguments: path; options, more settings of read_csv.
    Returns: SQL to put after `from`.
-#}
{% macro csv_lines(path, options="") -%}
    read_csv(
        {{ text_literal(path) }}, auto_detect = false, header = false, columns = {'line': 'varchar'},
        delim = '\x1f', quote = '', escape = '', strict_mode = false, ignore_errors = true,
        max_line_size = {{ csv_longest_row() }}{{ options }}
    )
{%- endmacro %}


{#-
    The lines of a CSV file that are no UTF-8.
    Arguments: path; limit, SQL that ends the search early.
    Returns: a list of line numbers, in order.
-#}
{% macro csv_lines_not_utf8(path, limit="") %}
    {%- do run_query("drop table if exists raw_line_faults") -%}
    {%- do run_query("drop table if exists raw_line_scans") -%}
    {%- set rejects = ", store_rejects = true, rejects_table = 'raw_line_faults', rejects_scan = 'raw_line_scans'" -%}
    {%- do run_query("select count(line) from (select line from " ~ csv_lines(path, rejects) ~ limit ~ ") as lines") -%}
    {%- set faults = run_query("select distinct line from raw_line_faults where error_type = 'INVALID ENCODING' order by line") -%}
    {{ return(faults.columns[0].values() | map("int") | list) }}
{% endmacro %}


{#-
    The names of the columns that the first line of a CSV file gives, trimmed.
    Arguments: line. Returns: a list of texts; empty where its quotes are not well-formed.
-#}
{% macro csv_columns(line) %}
    {%- if not modules.re.fullmatch('("([^"]|"")*"|[^",]*)(,("([^"]|"")*"|[^",]*))*', line) -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set names = [] -%}
    {%- for quoted, whole, plain in modules.re.findall('(?:^|,)(?:("((?:[^"]|"")*)")|([^",]*))', line) -%}
        {%- do names.append((whole.replace('""', '"') if quoted else plain).strip()) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}


{#-
    Names to read columns by: those that are plain words, in lower case; a number for any
    other, and for a second one of the same name.
    Arguments: names, a list of texts. Returns: a list of texts, as many.
-#}
{% macro csv_unique_names(names) %}
    {%- set unique = [] -%}
    {%- for name in names -%}
        {%- set is_word = modules.re.fullmatch("[a-z_][a-z0-9_]*", name.lower()) -%}
        {%- do unique.append(name.lower() if is_word and name.lower() not in unique else "column " ~ loop.index) -%}
    {%- endfor -%}
    {{ return(unique) }}
{% endmacro %}
