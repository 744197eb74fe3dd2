FROM node:24-slim AS pages
WORKDIR /frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend ./
RUN npm run build

FROM python:3.13-slim AS packages
COPY requirements/base.txt /
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r /base.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 VAR_DIR=/data
RUN useradd --system --uid 10001 --no-create-home headcount && install -d -o headcount /data
WORKDIR /headcount
COPY --from=packages /venv /venv
COPY manage.py ./
COPY config config
COPY checkin checkin
COPY consumers consumers
COPY --from=pages /frontend/dist frontend/dist
RUN python -m compileall -q config checkin consumers
USER headcount
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import os; \
from urllib.request import Request, urlopen; \
host = os.environ.get('ALLOWED_HOSTS', '').split(',')[0] or 'localhost'; \
urlopen(Request(f\"http://127.0.0.1:{os.environ['PORT']}/livez\", headers={'Host': host}), timeout=3)"]
CMD ["python", "manage.py", "serve"]
