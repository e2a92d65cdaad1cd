"""Pages that belong to no app."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
@login_not_required
def sehat(request: HttpRequest) -> HttpResponse:
    """Health probe: "ok" when the database answers, otherwise the error surfaces as 500."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def gaya(request: HttpRequest) -> HttpResponse:
    """Every component and state on one page; exists only while developing."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "gaya.html")
