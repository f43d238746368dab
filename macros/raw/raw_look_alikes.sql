{#-
    What is in the folder RAW_FILES and looks like a raw table, but is not read: a
    folder, a packed file, another format, or another name, such as `deals (1).csv` or
    `lead.csv`. Hidden and temporary files are left out.

    Returns: a list of {table, name, advice}, in the order of the names.
-#}
{% macro raw_look_alikes() %}
    {%- set tables = [] -%}
    {%- for table in raw_tables() -%}
        {%- do tables.append("('" ~ table ~ "')") -%}
    {%- endfor -%}
    {%- set found = run_query(look_alikes_sql(tables | join(", "))) -%}
    {%- set look_alikes = [] -%}
    {%- for row in found.rows -%}
        {%- set table, ending = row["source_table"], row["name"].lower().split(".")[-1] -%}
        {%- set files = raw_files(table) -%}
        {%- if row["is_folder"] -%}
            {%- set advice = "it is a folder" -%}
        {%- elif files -%}
            {%- set advice = "table " ~ table ~ " is read from " ~ files[0].split("/")[-1] -%}
        {%- elif ending in ("gz", "zip", "zst", "bz2", "xz", "7z", "rar", "tar", "tgz") -%}
            {%- set advice = "unpack it" -%}
        {%- elif ending in ("csv", "parquet") -%}
            {%- set advice = "if it is table " ~ table ~ ", rename it to " ~ table ~ "." ~ ending -%}
        {%- else -%}
            {%- set advice = "if it is table " ~ table ~ ", save it as " ~ table ~ ".csv or " ~ table ~ ".parquet" -%}
        {%- endif -%}
        {%- do look_alikes.append({"table": table, "name": row["name"], "advice": advice}) -%}
    {%- endfor -%}
    {{ return(look_alikes) }}
{% endmacro %}


{#-
    The query behind raw_look_alikes(). A name is compared without its ending, its
    numbers and the words that programs add to copies: what is left may differ from the
    table's name by a letter (two in a long name), or hold all of it.

    Arguments: tables, SQL of the rows of a list of names.
    Returns: SQL of a query of source_table, name and is_folder.
-#}
{% macro look_alikes_sql(tables) -%}
    with entries as (
        select encode(filename) as path, false as is_folder
        from read_blob({{ raw_folder_pattern("/*") }})
        union all
        select encode(filename) as path, true as is_folder
        from read_blob({{ raw_folder_pattern("/*/") }})
    ),
    names as (
        select
            regexp_replace(coalesce(try(decode(path)), path::varchar), '(?s)^.*/', '') as name,
            is_folder
        from entries
    ),
    words as (
        select
            *,
            list_filter(
                regexp_split_to_array(regexp_extract(lower(name), '^[^.]*'), '[^a-z]+'),
                lambda word: word not in (
                    '', 'v', 'of', 'copy', 'kopie', 'copie', 'copia', 'old', 'new', 'final',
                    'export', 'exports', 'backup', 'bak', 'tmp', 'utf'
                )
            ) as words
        from names
        where
            not starts_with(name, '.')
            and not starts_with(name, '~')
            and (
                is_folder
                or regexp_replace(lower(name), '[.](csv|parquet)$', '') not in (values {{ tables }})
            )
    ),
    compared as (
        select
            *,
            damerau_levenshtein(array_to_string(words, ''), replace(source_table, '_', '')) as typos
        from words
        cross join (values {{ tables }}) as raw_tables (source_table)
    )
    select
        arg_min(source_table, (typos > 2, typos, -length(source_table))) as source_table,
        {#- As a blob is shown: what a terminal would obey by its number. #}
        case when regexp_matches(name, '[[:cntrl:]]') then encode(name)::varchar else name end as name,
        is_folder
    from compared
    where
        typos <= case when length(source_table) < 10 then 1 else 2 end
        or contains('_' || array_to_string(words, '_') || '_', '_' || source_table || '_')
    group by compared.name, is_folder
    order by compared.name
{%- endmacro %}


{#-
    What a message about a missing table says of a file that may be it.
    Arguments: table; look_alikes, what raw_look_alikes() returned.
    Returns: a text, empty where there is none.
-#}
{% macro raw_look_alike_of(table, look_alikes) %}
    {%- set found = [] -%}
    {%- for look_alike in look_alikes if look_alike.table == table -%}
        {%- do found.append(look_alike.name ~ " is there: " ~ look_alike.advice) -%}
    {%- endfor -%}
    {{ return(", but " ~ found[:3] | join("; ") if found else "") }}
{% endmacro %}


{#-
    Prints which files and folders are not read: twenty at most, for a folder may keep every
    day's. Printed, and not logged, the lines are seen in quiet runs, too.
    Arguments: look_alikes, what raw_look_alikes() returned.
-#}
{% macro name_look_alikes(look_alikes) %}
    {%- for look_alike in look_alikes[:20] -%}
        {%- do print(look_alike.name ~ " is not read: " ~ look_alike.advice) -%}
    {%- endfor -%}
    {%- if look_alikes | length > 20 -%}
        {%- do print((look_alikes | length - 20) ~ " more like these are not read") -%}
    {%- endif -%}
{% endmacro %}
