"""Other systems add photos to a request and read them: as careful as a firm's phone, and only what the firm may see."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from dianxiaoer.domain.tickets.actions.common import attach
from dianxiaoer.domain.tickets.actions.ending import withdraw_for_firm
from dianxiaoer.domain.tickets.actions.registering import add_photos
from dianxiaoer.domain.tickets.handling import Attachment
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.files import keep
from dianxiaoer.kernel.photos import keep_photo
from tests.api.given import a_photo, a_picture, a_token, give_role_of_a_system
from tests.cast import NOW
from tests.domain.tickets.making import make_ticket

pytestmark = pytest.mark.django_db


def sent(*pictures, name="门口.jpg"):
    return {"media": [SimpleUploadedFile(name, picture) for picture in pictures]}


def test_photos_come_after_the_words_and_are_read_back(call, cast):
    ticket = make_ticket(cast)
    made = call("post", f"requests/{ticket.number}/photos", files=sent(a_picture(), a_picture((10, 10, 200))))
    assert (made.status_code, len(made.json())) == (201, 2)
    listed = call("get", f"requests/{ticket.number}/photos").json()
    assert listed == made.json() == call("get", f"requests/{ticket.number}").json()["media"]
    assert call("get", "requests").json()["requests"][0]["media_url"] == listed[0]["media_url"]
    picture = call("get", listed[0]["media_url"].split("/api/v1/")[1])
    with Image.open(io.BytesIO(b"".join(picture.streaming_content))) as drawn:
        assert (drawn.size, dict(drawn.getexif())) == ((32, 24), {}), "the place it was taken is not kept"
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "门口.jpg" in timeline(ticket)[0].note


def test_the_same_picture_again_makes_nothing(call, cast):
    ticket = make_ticket(cast)
    first = call("post", f"requests/{ticket.number}/photos", files=sent(a_picture()))
    again = call("post", f"requests/{ticket.number}/photos", files=sent(a_picture(), a_picture()))
    assert first.json() == again.json()
    assert Attachment.objects.count() == 1


def test_what_is_no_photo_is_refused_in_words(call, cast):
    ticket = make_ticket(cast)
    for content, name in ((b"<script>alert(1)</script>", "a.jpg"), (b"%PDF-1.7", "a.pdf"), (b"", "empty.jpg")):
        answer = call("post", f"requests/{ticket.number}/photos", files=sent(content, name=name))
        assert (answer.status_code, name in answer.json()[0]["description"]) == (422, True)
    assert call("post", f"requests/{ticket.number}/photos").status_code == 400
    assert call("post", f"requests/{ticket.number}/photos", files=sent(*[a_picture()] * 10)).status_code == 422
    assert not Attachment.objects.exists()


def test_a_settled_request_takes_no_more(call, cast):
    ticket = withdraw_for_firm(make_ticket(cast), by=cast.wang, at=NOW, reason="企业来电撤回")
    assert call("post", f"requests/{ticket.number}/photos", files=sent(a_picture())).status_code == 422


def test_what_the_firm_may_not_see_no_other_system_sees(call, cast):
    ticket = make_ticket(cast)
    attach([keep(SimpleUploadedFile("内部.jpg", a_picture()))], by=cast.wang, at=NOW, is_shown=False, ticket=ticket)
    hidden = Attachment.objects.get()
    assert call("get", f"requests/{ticket.number}").json()["media"] == []
    assert call("get", f"requests/{ticket.number}/photos/{hidden.pk}").status_code == 404
    other = a_photo(make_ticket(cast, title="另一件"), cast)
    assert call("get", f"requests/{ticket.number}/photos/{other.pk}").status_code == 404, "a photo of another request"


def test_another_districts_account_neither_adds_nor_reads(call, cast):
    ticket = make_ticket(cast)
    photo = a_photo(ticket, cast)
    theirs = a_token(give_role_of_a_system(cast), cast)
    assert call("get", f"requests/{ticket.number}/photos", token=theirs).status_code == 404
    assert call("get", f"requests/{ticket.number}/photos/{photo.pk}", token=theirs).status_code == 404
    answer = call("post", f"requests/{ticket.number}/photos", files=sent(a_picture((1, 2, 3))), token=theirs)
    assert (answer.status_code, Attachment.objects.count()) == (404, 1)


@pytest.mark.parametrize("who", ["auditor", "supervisor", "system_admin", "security_admin", "liu", "stranger"])
def test_who_hears_no_firms_adds_no_photos(who, cast):
    from django.core.exceptions import PermissionDenied

    kept = keep_photo(SimpleUploadedFile("a.jpg", a_picture()))
    with pytest.raises(PermissionDenied):
        add_photos(make_ticket(cast), [kept], by=getattr(cast, who), at=NOW)


def test_a_page_of_requests_reads_their_photos_at_once(call, cast, django_assert_max_num_queries):
    for n in range(5):
        a_photo(make_ticket(cast, title=f"第 {n} 件"), cast)
    with django_assert_max_num_queries(9):
        assert all(row["media_url"] for row in call("get", "requests").json()["requests"])
