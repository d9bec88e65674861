# The web application and the command line in one image. Build: docker build -t medinsure .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish src/MedInsure.Web -c Release -o /app/web \
 && dotnet publish src/MedInsure.Cli -c Release -o /app/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /var/log/medinsure && chown app /var/log/medinsure
ENV ASPNETCORE_HTTP_PORTS=8080 Logs__Folder=/var/log/medinsure
USER app
WORKDIR /app/web
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/web/MedInsure.Web.dll"]
