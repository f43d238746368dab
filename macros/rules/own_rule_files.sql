{#-
    The files of a company's own rules: `own_<seed>.csv` of the folder that the environment
    variable RULES names. The company of the sample has such a folder, too: sample/rules,
    whose files count where the sample is built and RULES has no row for the same seed.

    Returns: a list of {seed, path, rows, problems}, in the order of the seeds: rows are
    {line, cells}, the cells in the order of the seed's columns, none where one is empty.
-#}
{% macro own_rule_files() %}
    {%- set files = {} -%}
    {%- set folders = own_rule_folders() if execute else {} -%}
    {%- for folder, path in folders.items() -%}
        {%- set texts = folder_files(path, own_rule_names()).texts -%}
        {%- for seed in rule_seeds() if "own_" ~ seed.name ~ ".csv" in texts -%}
            {%- set name = "own_" ~ seed.name ~ ".csv" -%}
            {%- set file = own_rule_file(seed, folder ~ "/" ~ name, texts[name]) -%}
            {%- if file.rows or file.problems -%}
                {%- do files.update({seed.name: file}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(files.values() | list) }}
{% endmacro %}


{#-
    The folders of own rules, the one that wins last.
    Returns: a mapping of what a message calls it to its path.
-#}
{% macro own_rule_folders() %}
    {%- set folders = {} -%}
    {%- if reads_sample() -%}
        {#- dbt may run elsewhere: a seed knows where the project is. -#}
        {%- do folders.update({"sample/rules": (rule_seeds() | first).root_path ~ "/sample/rules"}) -%}
    {%- endif -%}
    {%- if env_var("RULES", "") -%}
        {%- do folders.update({env_var("RULES").rstrip("/"): env_var("RULES").rstrip("/")}) -%}
    {%- endif -%}
    {{ return(folders) }}
{% endmacro %}


{#- The names that files of own rules may have. Returns: a list of texts. -#}
{% macro own_rule_names() %}
    {%- set names = [] -%}
    {%- for seed in rule_seeds() -%}
        {%- do names.append("own_" ~ seed.name ~ ".csv") -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}


{#-
    What a file of own rules holds. A column that it lacks is empty, if it may be: an
    upgrade may bring new ones. One that the seed lacks is a fault: it may be a typo.
    Arguments: seed, a node of the graph; path; text, none where it is no UTF-8.
    Returns: {seed, path, rows, problems}, as own_rule_files() says.
-#}
{% macro own_rule_file(seed, path, text) %}
    {%- if text is none or is_utf_16(text) -%}
        {{ return({"seed": seed.name, "path": path, "problems": [path ~ ": " ~ csv_reason("INVALID ENCODING", "")]}) }}
    {%- endif -%}
    {%- set records = csv_records(text.lstrip("\ufeff")) -%}
    {%- set first = records[0][1] if records else "" -%}
    {%- set names = [] -%}
    {%- for quoted, plain in csv_values(first) -%}
        {%- do names.append((quoted or plain).strip().lower()) -%}
    {%- endfor -%}
    {%- set problems = own_header_problems(seed, path, first, names) -%}
    {%- set rows, faults = [], [] -%}
    {%- for line, record in records[1:] if not problems -%}
        {%- set values = csv_values(record) -%}
        {%- if values | length != names | length -%}
            {%- do faults.append((
                line, csv_counts(values | length, names | length) if values else csv_reason("UNQUOTED VALUE", "")
            )) -%}
        {%- else -%}
            {%- set cells = [] -%}
            {%- for column in seed.columns -%}
                {%- set quoted, plain = values[names.index(column)] if column in names else ("", "") -%}
                {%- do cells.append(quoted.replace('""', '"') or plain or none) -%}
            {%- endfor -%}
            {%- do rows.append({"line": line, "cells": cells}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{
        return({
            "seed": seed.name, "path": path, "rows": rows,
            "problems": problems + csv_said(path, faults[:3], faults | length),
        })
    }}
{% endmacro %}


{#-
    What is wrong with the names of the columns in a file of own rules.
    Arguments: seed, a node of the graph; path; first, the file's first record; names, the
    columns that it names, in lower case.
    Returns: a list of texts; empty where all is well.
-#}
{% macro own_header_problems(seed, path, first, names) %}
    {%- set problems = [] -%}
    {%- for column in seed.columns.values() if column.name not in names and (column.config.meta.is_required or not names) -%}
        {%- do problems.append(path ~ ": column " ~ column.name ~ " is missing") -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do problems.append(path ~ ", line 1: " ~ csv_header_read_as({"text": first, "names": names})) -%}
        {{ return(problems) }}
    {%- endif -%}
    {%- for name in names | unique -%}
        {%- if name not in seed.columns -%}
            {%- do problems.append(path ~ ", line 1: there is no column '" ~ name ~ "'; allowed are " ~ seed.columns | join(", ")) -%}
        {%- elif names.count(name) > 1 -%}
            {%- do problems.append(path ~ ", line 1: column " ~ name ~ " stands " ~ names.count(name) ~ " times; keep one") -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}


{#-
    The records of a CSV text. A value in quotes may have several lines; a line with
    nothing is none.
    Arguments: text. Returns: a list of (line, record), the line being the record's first.
-#}
{% macro csv_records(text) %}
    {%- set records, state = [], namespace(line=1, record="", is_open=false) -%}
    {%- for line in modules.re.split("\r\n|\r|\n", text) -%}
        {%- set state.line = state.line if state.is_open else loop.index -%}
        {%- set state.record = state.record ~ "\n" ~ line if state.is_open else line -%}
        {%- set state.is_open = state.record.count('"') % 2 == 1 -%}
        {%- if state.record.strip() and (loop.last or not state.is_open) -%}
            {%- do records.append((state.line, state.record)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(records) }}
{% endmacro %}


{#-
    Stops the run before the first model where a file of own rules cannot be read or lacks
    a column, or where RULES names no folder, and names files that are none of own rules.
    What their cells hold is looked at later, with all rules: stg_rule_faults.
-#}
{% macro check_own_rules() %}
    {%- if execute and flags.WHICH in ("build", "run") -%}
        {%- set problems = [] -%}
        {%- if env_var("RULES", "") -%}
            {#- Elsewhere than on DuckDB what stops the reader does not say where it was. -#}
            {%- do print("Reading own rules in " ~ printable(env_var("RULES")) ~ " ...") -%}
            {%- set names = folder_files(env_var("RULES").rstrip("/"), []).names -%}
            {%- if names is none -%}
                {%- do problems.append("there is no folder " ~ env_var("RULES") ~ ": RULES names the one with your own_<seed>.csv") -%}
            {%- endif -%}
            {%- do name_look_alikes(own_rule_look_alikes(names or [])) -%}
        {%- endif -%}
        {%- for file in own_rule_files() -%}
            {%- do problems.extend(file.problems) -%}
        {%- endfor -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(printable("Rules cannot be used:\n  " ~ problems | join("\n  "))) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{#-
    The files of the folder RULES that are not read. Hidden and temporary files, its README
    and raw tables are left out.
    Arguments: names, of the folder's files. Returns: a list of {name, advice}.
-#}
{% macro own_rule_look_alikes(names) %}
    {%- set found = [] -%}
    {%- for name in names | sort if name not in own_rule_names() -%}
        {%- set stem = name.lower().split(".")[0] -%}
        {%- if name[0] not in (".", "~") and stem != "readme" and stem not in raw_tables() -%}
            {%- set seed = "own_" ~ modules.re.sub("^own_|[^a-z_]+", "", stem) ~ ".csv" -%}
            {%- set advice = "save it as " ~ seed if seed in own_rule_names() else "own rules are named own_<seed>.csv, as `make rules` does" -%}
            {%- do found.append({"name": printable(name), "advice": advice}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}


{#-
    All rows of own rules, as SQL.
    Returns: SQL of a query with the columns seed, file, line and cell_1, cell_2 …
-#}
{% macro own_rule_rows() -%}
    {%- set rows, columns = [], ["seed", "file", "line"] -%}
    {%- set widths = [] -%}
    {%- for seed in rule_seeds() -%}
        {%- do widths.append(seed.columns | length) -%}
    {%- endfor -%}
    {%- set width = widths | max if widths else 1 -%}
    {%- for number in range(1, width + 1) -%}
        {%- do columns.append("cell_" ~ number) -%}
    {%- endfor -%}
    {%- for file in own_rule_files() -%}
        {%- for row in file.rows -%}
            {%- do rows.append([file.seed, file.path, row.line] + row.cells + [none] * (width - row.cells | length)) -%}
        {%- endfor -%}
    {%- endfor -%}
    select
        seed,
        file,
        cast(line as bigint) as line,
        {{ columns[3:] | join(", ") }}
    from ({{ text_rows(rows, columns) }}) as own_rows
{%- endmacro %}
