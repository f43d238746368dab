{#-
    Stops the run if a variable has a value that is not allowed. The message names the
    variable, its value and what is allowed.
-#}
{% macro check_variables() %}
    {%- if execute -%}
        {%- set problems = [] -%}
        {%- set whole = {
            "mql_score": none, "sql_score": none, "mql_min_fit_score": none,
            "conversion_window_days": 1, "nurture_days": 1,
            "lead_conversion_window_days": 1, "influence_window_days": 1, "stall_days": 0,
            "sql_shelf_days": 1, "attribution_half_life_days": 1, "markov_min_conversions": 1,
            "cac_cost_months": 1, "cac_lag_months": 0, "drift_weeks": 1,
            "freshness_warn_hours": 1,
        } -%}
        {%- if var("hand_raise_min_fit_score") is not none -%}
            {%- do whole.update({"hand_raise_min_fit_score": none}) -%}
        {%- endif -%}
        {%- for name, least in whole.items() -%}
            {%- set text = var(name) | string -%}
            {%- if not modules.re.fullmatch("-?[0-9]+", text) or (least is not none and text | int < least) -%}
                {%- do problems.append(
                    name ~ " is '" ~ text ~ "'; allowed is a whole number"
                    ~ (" from " ~ least ~ " on" if least is not none else "")
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for name, least in {
            "speed_to_lead_sla_hours": 0, "drift_volume_factor": 1, "drift_share_rise": 0, "drift_undated_share": 0,
        }.items() -%}
            {%- set text = var(name) | string -%}
            {%- if not modules.re.fullmatch("[0-9]+([.][0-9]+)?", text) or text | float < least -%}
                {%- do problems.append(name ~ " is '" ~ text ~ "'; allowed is a number from " ~ least ~ " on") -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if var("keep_email") not in (true, false) -%}
            {%- do problems.append("keep_email is '" ~ var("keep_email") ~ "'; allowed are true and false") -%}
        {%- endif -%}
        {%- do problems.extend(lead_attribute_problems()) -%}
        {%- for name, allowed in {
            "shared_cost_basis": ["program_cost", "new_mqls"],
            "sales_cost_basis": ["new_sqls", "new_opportunities", "new_customers"],
        }.items() if var(name) not in allowed -%}
            {%- do problems.append(
                name ~ " is '" ~ var(name) ~ "'; allowed are " ~ allowed[:-1] | join(", ") ~ " and " ~ allowed[-1]
            ) -%}
        {%- endfor -%}
        {%- if var("fiscal_year_start_month") | string not in range(1, 13) | map("string") | list -%}
            {%- do problems.append("fiscal_year_start_month is '" ~ var("fiscal_year_start_month") ~ "'; allowed is a month from 1 to 12") -%}
        {%- endif -%}
        {%- if business_hours_problem() -%}
            {%- do problems.append(business_hours_problem()) -%}
        {%- endif -%}
        {%- if not modules.re.fullmatch("[A-Za-z]{3}", var("reporting_currency") | string) -%}
            {%- do problems.append("reporting_currency is '" ~ var("reporting_currency") ~ "'; allowed is a code of three letters, such as EUR") -%}
        {%- endif -%}
        {%- if not modules.re.fullmatch("[A-Za-z0-9_]+", var("go_to_market") | string) -%}
            {%- do problems.append("go_to_market is '" ~ var("go_to_market") ~ "'; allowed is a name of seeds/rules/benchmarks.csv, of letters, digits and _") -%}
        {%- endif -%}
        {#- They become part of statements: none may hold a quote or a semicolon. -#}
        {%- for name in ["raw_schema", "raw_database", "reader_role"] if var(name) -%}
            {%- if not modules.re.fullmatch("[\\w$][\\w$-]*" if name != "reader_role" else "[\\w$][\\w$.@ -]*", var(name) | string) -%}
                {%- do problems.append(
                    name ~ " is '" ~ var(name) ~ "'; allowed is a name, of letters, digits, _, $ and -"
                    ~ (", and ., @ and blanks for a role" if name == "reader_role" else "")
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for name in ["reporting_timezone", "input_timezone"] if var(name) not in modules.pytz.all_timezones -%}
            {%- do problems.append(timezone_problem(name)) -%}
        {%- endfor -%}
        {%- if var("as_of_date") and not is_iso_date(var("as_of_date") | string) -%}
            {%- do problems.append("as_of_date is '" ~ var("as_of_date") ~ "'; allowed is a day from 1990-01-01 to 2099-12-31, as yyyy-mm-dd") -%}
        {%- endif -%}
        {%- if var("first_month") and not is_month(var("first_month") | string) -%}
            {%- do problems.append("first_month is '" ~ var("first_month") ~ "'; allowed is a month from 1990-01 to 2099-12, as yyyy-mm or yyyy-mm-01") -%}
        {%- endif -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error("Variables cannot be used:\n  " ~ problems | join("\n  ")) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{#-
    What is wrong with lead_attributes: the names become columns of the models.
    Returns: a list of texts.
-#}
{% macro lead_attribute_problems() %}
    {%- set names, problems = var("lead_attributes"), [] -%}
    {%- if names is string or names is mapping or names is not iterable -%}
        {{ return(["lead_attributes is '" ~ names ~ "'; allowed is a list of columns of leads, such as [cloud_spend]"]) }}
    {%- endif -%}
    {%- set known = raw_names("leads")[:-(names | length) or none] + ["loaded_at"] -%}
    {%- for name in names -%}
        {%- if not modules.re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name | string) -%}
            {%- do problems.append("lead_attributes has '" ~ name ~ "'; allowed are names of letters, digits and _") -%}
        {%- elif name | lower in known -%}
            {%- do problems.append("lead_attributes has " ~ name ~ ", which is read anyway or stands there twice; leave it out") -%}
        {%- endif -%}
        {%- do known.append(name | string | lower) -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}


{#-
    Whether a text is a real day between 1990 and 2099, as yyyy-mm-dd.
    Arguments: text. Returns: a boolean.
-#}
{% macro is_iso_date(text) %}
    {%- if not modules.re.fullmatch("(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", text) -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set year, month, day = text[:4] | int, text[5:7] | int, text[8:] | int -%}
    {%- set is_leap_year = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {%- set last = 30 if month in (4, 6, 9, 11) else 31 if month != 2 else 29 if is_leap_year else 28 -%}
    {{ return(day <= last) }}
{% endmacro %}


{#-
    Whether a text is a month between 1990 and 2099, as yyyy-mm or yyyy-mm-01.
    Arguments: text. Returns: a boolean.
-#}
{% macro is_month(text) %}
    {{ return(modules.re.fullmatch("[0-9]{4}-[0-9]{2}(-01)?", text) is not none and is_iso_date(text[:7] ~ "-01")) }}
{% endmacro %}
