# The program compiled ahead, on the runtime without an SDK. It runs as a user without rights, with a read-only root:
# everything it writes is in /data.
# Build: docker build -t examlet .    Run: see compose.yaml
# Images by digest; docs/operating/install.md says how to renew them.
FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0.401@sha256:e70cdb7f80b0348f5cb85f19a8f670fca061f033d57eed12fa003d58b0e06317 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN arch="$(dpkg --print-architecture)" \
    && dotnet publish src/Examlet -c Release -r "linux-$([ "$arch" = amd64 ] && echo x64 || echo "$arch")" -o /app \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12@sha256:222759b391a1aaf241166672c8f99b2d4ada452e7b5319f3c6e8f265a37b5ad4
COPY --from=build /app /app
# A new volume takes its owner from here.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV ASPNETCORE_HTTP_PORTS=8080 \
    Examlet__Database=/data/examlet.db \
    DOTNET_EnableDiagnostics=0
WORKDIR /data
USER $APP_UID
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/Examlet.dll"]
