from django.http import HttpRequest, HttpResponse


def spaces(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def page(request: HttpRequest, path: str) -> HttpResponse:
    return HttpResponse(path)
