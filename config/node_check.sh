#!/bin/sh
jar="${LB_SERVER_JAR:-/opt/iri-lb/lb-server.jar}"; [ -f "${jar%.jar}.jsa" ] && archive="-XX:SharedArchiveFile=${jar%.jar}.jsa"
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable ${archive:+"$archive"} -jar "$jar" node-check "$@"
