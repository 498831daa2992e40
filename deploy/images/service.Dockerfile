# One of the four services: docker build -f deploy/images/service.Dockerfile --build-arg SERVICE=identity-service .
# Built from the output of `./gatehouse build`, so that the image holds exactly what was tested.
ARG JAVA_IMAGE=eclipse-temurin:25-jre
FROM ${JAVA_IMAGE}
ARG SERVICE
ARG PORT=8080
RUN useradd --system --uid 10001 --no-create-home gatehouse \
    && install -d -m 0700 -o 10001 /var/lib/gatehouse/usage
WORKDIR /opt/gatehouse
COPY ${SERVICE}/target/quarkus-app/ ./
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:+UseCompactObjectHeaders -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
    QUARKUS_HTTP_HOST=0.0.0.0 \
    HEALTH_PORT=${PORT}
EXPOSE ${PORT}
# No shell tools are assumed in the image: bash opens the port itself.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=12 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$HEALTH_PORT; printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3; head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar", "quarkus-run.jar"]
