{#-
    The table function that reads a raw table's file.

    A CSV file is read with every setting given, the columns too: left to guess, the
    reader has been seen to skip headers, join rows and drop an unclosed last row
    without an error, and it names no line. Line ends are the exception: told of the
    wrong ones, it finds no rows at all. They are given only where it would guess wrong:
    where the names hold a line end, before the first one that ends a row.

    Arguments: path, of a CSV or Parquet file.
    Returns: SQL to put after `from`.
-#}
{% macro raw_file_reader(path) %}
    {%- if path.lower().endswith(".parquet") -%}
        {{ return("read_parquet(" ~ text_literal(path) ~ ")") }}
    {%- endif -%}
    {{ return(csv_reader(path, csv_header(path))) }}
{% endmacro %}


{#-
    The table function that reads a CSV file as text.
    Arguments: path; header, what csv_header() returned; options, more settings of read_csv.
    Returns: SQL to put after `from`.
-#}
{% macro csv_reader(path, header, options="") %}
    {%- set types = [] -%}
    {%- for name in csv_unique_names(header.names) -%}
        {%- do types.append("'" ~ name ~ "': 'varchar'") -%}
    {%- endfor -%}
    {%- set line_end = {"\n": "\\n", "\r": "\\r", "\r\n": "\\r\\n"}.get(header.line_end) -%}
    {{
        return(
            "read_csv(" ~ text_literal(path) ~ ", auto_detect = false, header = true, skip = 0, columns = {"
            ~ types | join(", ") ~ "}, delim = ',', quote = '\"', escape = '\"', max_line_size = "
            ~ csv_longest_row() ~ (", new_line = '" ~ line_end ~ "'" if line_end else "") ~ options ~ ")"
        )
    }}
{% endmacro %}


{#- The most bytes that a row of a CSV file may have. -#}
{% macro csv_longest_row() %}{{ return(16000000) }}{% endmacro %}


{#-
    The table function that reads the lines of a CSV file, each as one text: values end
    where lines do, and nothing quotes them.
    Arguments: path; options, more settings of read_csv.
    Returns: SQL to put after `from`.
-#}
{% macro csv_lines(path, options="") -%}
    read_csv(
        {{ text_literal(path) }}, auto_detect = false, header = false, columns = {'line': 'varchar'},
        delim = chr(10), quote = '', escape = '', strict_mode = false, ignore_errors = true,
        max_line_size = {{ csv_longest_row() }}{{ options }}
    )
{%- endmacro %}


{#-
    Names to read columns by: those that are plain words, in lower case; a number for any
    other, and for a second one of the same name.
    Arguments: names, a list of texts. Returns: a list of texts, as many.
-#}
{% macro csv_unique_names(names) %}
    {%- set unique = {} -%}
    {%- for name in names -%}
        {%- set is_word = modules.re.fullmatch("[a-z_][a-z0-9_]*", name.lower()) -%}
        {%- do unique.update({name.lower() if is_word and name.lower() not in unique else "column " ~ loop.index: none}) -%}
    {%- endfor -%}
    {{ return(unique | list) }}
{% endmacro %}
