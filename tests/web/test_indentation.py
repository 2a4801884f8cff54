"""What templates are indented by is not sent; where a space stands, one is left."""

from jinja2 import Environment

from registry.web.indentation import Unindented

TEMPLATE = """
<ul class="a  b">
    {% for word in words %}
      <li>
        {{ word }}  och
        <b>{{ word }}</b>{{ " \\n " }}.
      </li>
    {% endfor %}
</ul>
"""


def test_each_run_of_spaces_is_sent_as_one():
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=[Unindented])
    page = made.from_string(TEMPLATE).render(words=["två  ord"])
    assert page == '\n<ul class="a b">\n <li>\ntvå  ord och\n<b>två  ord</b> \n .\n</li>\n</ul>'
