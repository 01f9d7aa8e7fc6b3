# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /source

# What restoring needs comes first, so that a change of code does not fetch the packages again.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Application/Application.csproj src/Application/
COPY src/Infrastructure/Infrastructure.csproj src/Infrastructure/
COPY src/WebApi/WebApi.csproj src/WebApi/
RUN dotnet restore src/WebApi --use-current-runtime -p:PublishReadyToRun=true

COPY src/ src/
# ReadyToRun compiles ahead of time, so that the service starts in two thirds of the time.
RUN dotnet publish src/WebApi --no-restore -c Release -o /app \
    --use-current-runtime --self-contained false -p:PublishReadyToRun=true

# This image has ICU, which SQL Server's client and the comparison of names need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble
WORKDIR /app
COPY --from=build /app .

# The SQLite file and the Data Protection keys. The service runs as the image's unprivileged user, or as any user of group 0, as
# OpenShift starts it: what is created in the folder belongs to that group.
RUN mkdir data && chown $APP_UID:0 data && chmod 2770 data
VOLUME /app/data
USER $APP_UID

ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080

# The image has no HTTP client, but bash can open a socket.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

# The exec form: the service itself gets the stop signal and lets requests in flight finish.
ENTRYPOINT ["dotnet", "CleanAuth.WebApi.dll"]
