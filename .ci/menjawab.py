"""`menjawab.py URL`: exit 0 when the PostgreSQL or Redis server at URL answers, else one line saying why not."""

import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis


def tanya_postgres(url: str) -> None:
    """Connect as Django does before it makes the test database: to `postgres`, then to the database of the URL."""
    try:
        psycopg2.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), connect_timeout=3).close()
    except psycopg2.OperationalError:
        psycopg2.connect(url, connect_timeout=3).close()


def tanya_redis(url: str) -> None:
    redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3).ping()


if __name__ == "__main__":
    try:
        (tanya_redis if sys.argv[1].startswith("redis") else tanya_postgres)(sys.argv[1])
    except (psycopg2.Error, redis.RedisError) as galat:
        sys.exit(" ".join(str(galat).split()))
