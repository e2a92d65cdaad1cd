FROM python:3.11-slim-bookworm

# WeasyPrint's libraries and the fonts that the print CSS names.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation2 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/sakip --create-home sakip

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SAKIP_VAR=/var/lib/sakip \
    SAKIP_STATIC_ROOT=/srv/sakip-static

WORKDIR /srv/sakip
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes --requirement requirements/base.txt

COPY . .
# SAKIP_DEBUG would switch the hashed file names off; the key only lives for this one command.
RUN SAKIP_VAR=/tmp/build SAKIP_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    python manage.py collectstatic --no-input \
    && rm -rf /tmp/build \
    && python -m compileall -q .

USER 10001
VOLUME /var/lib/sakip
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "sakip.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--no-control-socket", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
