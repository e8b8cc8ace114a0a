#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "${LB_SERVER_JAR:-/opt/iri-lb/lb-server.jar}" node-check "$@"
