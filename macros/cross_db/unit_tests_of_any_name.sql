{#-
    Unit tests on Postgres, whatever the length of their names: dbt names a table after the
    test, and Postgres takes no more than 63 letters.
-#}
{% materialization unit, adapter="postgres" %}
    {%- do context.update({"this": this.incorporate(path={"identifier": this.identifier[:63]})}) -%}
    {{ return(context["materialization_unit_default"]()) }}
{% endmaterialization %}
