{#-
    The files of a folder of the machine that dbt runs on, and what some of them say.

    DuckDB lists and reads files itself. Elsewhere only Python stands on that machine:
    there dbt's own reader of seeds does it, agate, whose tables hold every query's result.
    It sees CSV files alone, reads all of them, and stops where there is none.

    Arguments: folder, its path without a slash at the end; wanted, the names of the files
    to be read.
    Returns: {names, texts}: a list of the names, none where there is no such folder; a
    mapping of name to text, none where it is no UTF-8.
-#}
{% macro folder_files(folder, wanted) %}
    {{ return(adapter.dispatch("folder_files", "beyond_mql")(folder, wanted)) }}
{% endmacro %}

{% macro duckdb__folder_files(folder, wanted) %}
    {#- A folder is seen by a pattern alone: a letter in brackets makes it one. -#}
    {%- set pattern = modules.re.sub("([A-Za-z0-9_])([^A-Za-z0-9_/]*)$", "[\\1]\\2", folder_pattern(folder)) -%}
    {%- set there = run_query("select count(*) from glob(" ~ text_literal(pattern ~ "/") ~ ")").rows[0][0] -%}
    {%- set names, texts = [], {} -%}
    {%- set found = run_query(
        "select try(decode(encode(filename))) as path from read_blob(" ~ text_literal(folder_pattern(folder) ~ "/*") ~ ")"
    ) -%}
    {%- for path in found.columns[0].values() if path -%}
        {%- do names.append(path.split("/")[-1]) -%}
    {%- endfor -%}
    {%- for name in names if name in wanted -%}
        {%- set text = run_query("select try(decode(content)) from read_blob(" ~ text_literal(folder_pattern(folder ~ "/" ~ name)) ~ ")") -%}
        {%- do texts.update({name: text.rows[0][0]}) -%}
    {%- endfor -%}
    {{ return({"names": names if there or names else none, "texts": texts}) }}
{% endmacro %}

{% macro default__folder_files(folder, wanted) %}
    {%- set one_row = run_query("select 'a' as line") -%}
    {#- A line is one value, its bytes letters: nothing in a file can stop the reader. -#}
    {%- set files = one_row.group_by("line").from_csv(
        folder, column_names=["line"], column_types=one_row.column_types, header=false,
        encoding="latin-1", delimiter="\x1f", quoting=3
    ) -%}
    {%- set texts = {} -%}
    {%- for name in wanted -%}
        {#- The reader calls a file by its name without all of the letters of ".csv". -#}
        {%- for key in files.keys() if key in (name.strip(".csv"), name[:-4]) -%}
            {%- set lines = files[key].columns[0].values() | map("default", "", true) | join("\n") -%}
            {%- set text = lines.encode("latin-1").decode("utf-8", "replace") -%}
            {%- do texts.update({name: none if "\ufffd" in text else text}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return({"names": texts | list, "texts": texts}) }}
{% endmacro %}
