"""What is exported is what the screen filters, with who took it and when."""

from django.urls import reverse

from tests.domain.projects.factory import YI, a_project


def test_the_csv_holds_the_filtered_rows_and_the_watermark(client, cast):
    a_project(cast, name="示例甲项目", contracted_yuan=5 * YI)
    a_project(cast, name="示例乙项目", contracted_yuan=20 * YI)
    client.force_login(cast.leader, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("projects-list"), {"export": "csv", "contracted_from": "10亿"})
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "示例乙项目" in text
    assert "示例甲项目" not in text
    assert "周领导" in text
    assert "2000000000.00" in text
