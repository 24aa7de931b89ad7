# The program compiled ahead, on the runtime without an SDK. It runs as a user without rights, with a read-only root: everything it writes is in /data.
# Build: docker build -t examlet .    Run: see compose.yaml
# Images by digest: docs/operating.md says how to set them.
ARG NODE_TAG=22-bookworm-slim
ARG SDK_TAG=10.0
ARG RUNTIME_TAG=10.0
FROM node:${NODE_TAG} AS node

FROM mcr.microsoft.com/dotnet/sdk:${SDK_TAG} AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN arch="$(dpkg --print-architecture)" \
    && dotnet publish src/Examlet -c Release -r "linux-$([ "$arch" = amd64 ] && echo x64 || echo "$arch")" -o /app \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:${RUNTIME_TAG}
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
