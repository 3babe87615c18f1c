fn main() {
    lissom_build::memory("memory.x");
{%- if chip == "rp2040" %}
    lissom_build::link(["link.x", "link-rp.x", "defmt.x"]); // the second is embassy-rp's
{%- else %}
    lissom_build::link(["link.x", "defmt.x"]);
{%- endif %}
    lissom_build::network();
}
