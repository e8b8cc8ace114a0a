package org.irilb.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an answer is the same wherever its figures are: the columns that are filled, the names, the words, the end. Told
 * as parts, each with its details, that can be compared one by one. Stateless.
 */
final class AnswerShape {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KINDS = Map.of(
            "F",
            "FRONTEND",
            "B",
            "BACKEND",
            "S",
            "server",
            "Frontend",
            "FRONTEND",
            "Backend",
            "BACKEND",
            "Server",
            "server");
    private static final Pattern TYPED = Pattern.compile("([FBS])\\.\\d+\\.\\d+\\.(\\d+)\\.([^:]*)\\.1:(\\w+:\\w+):.*");
    private static final Pattern TYPED_INFO = Pattern.compile("(\\d+)\\.([^:]*)\\.1:(\\w+:\\w+):.*");
    private static final Pattern INFO = Pattern.compile("([A-Z][\\w-]*|node|Build info|Unstoppable Jobs):.*");
    private static final Pattern HELP = Pattern.compile("  [a-z].{38,}?: .+");
    private static final Pattern CELL = Pattern.compile("(\"(?:[^\"]|\"\")*\"|[^,]*)(?:,|$)");

    private AnswerShape() {}

    /** Details by part. */
    static Map<String, String> of(String answer) {
        Map<String, String> parts = new LinkedHashMap<>();
        String end = answer.endsWith("\n\n") || answer.equals("\n") ? "an empty line" : "no empty line";
        parts.put("the end", answer.isEmpty() ? "nothing" : end);
        String said = answer.stripLeading();
        if (said.startsWith("# pxname,")) {
            csv(said.lines().toList(), parts);
        } else if (said.startsWith("[{") || said.startsWith("[[")) {
            json(said, parts);
        } else {
            said.lines().forEach(line -> line(line, said.contains("Uptime_sec"), parts));
        }
        return parts;
    }

    private static void csv(List<String> lines, Map<String, String> parts) {
        List<String> header = List.of(lines.get(0).substring(2).split(",", -1));
        parts.put("the header", lines.get(0));
        for (String line : lines.subList(1, lines.size() - 1)) {
            List<String> cells = cells(line);
            String name = cells.get(1);
            String row = KINDS.containsValue(name) ? name : "server";
            parts.put(cells.get(0) + "/" + name, "");
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).isEmpty()) {
                    parts.put(row + " " + header.get(i), "");
                }
            }
            parts.put("status " + cells.get(header.indexOf("status")).replaceAll(" .*", ""), "");
        }
    }

    /** Splits at commas outside quotes. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher cell = CELL.matcher(line);
        while (cell.find() && cell.end() > cell.start()) {
            cells.add(cell.group(1));
        }
        return cells;
    }

    private static void json(String answer, Map<String, String> parts) {
        try {
            fields(JSON.readTree(answer), parts);
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }

    private static void fields(JsonNode node, Map<String, String> parts) {
        JsonNode field = node.path("field");
        if (field.isMissingNode()) {
            node.forEach(child -> fields(child, parts));
            return;
        }
        String row = KINDS.getOrDefault(node.path("objType").asText(), "process");
        parts.put(
                row + " " + field.path("name").asText(),
                field.path("pos") + " " + node.path("tags") + " "
                        + node.path("value").path("type").asText());
    }

    private static void line(String line, boolean info, Map<String, String> parts) {
        Matcher typed = TYPED.matcher(line);
        Matcher typedInfo = TYPED_INFO.matcher(line);
        Matcher plainInfo = INFO.matcher(line);
        if (typed.matches()) {
            parts.put(KINDS.get(typed.group(1)) + " " + typed.group(3), typed.group(2) + " " + typed.group(4));
        } else if (typedInfo.matches()) {
            parts.put("process " + typedInfo.group(2), typedInfo.group(1) + " " + typedInfo.group(3));
        } else if (info && plainInfo.matches()) {
            parts.put("process " + plainInfo.group(1), line.endsWith("\"") ? "described" : "");
        } else if (HELP.matcher(line).matches()) {
            parts.put("commands and what they do", "");
        } else if (!line.isEmpty()) {
            parts.put(
                    line.replaceAll("0x[0-9a-f]+", "0x~")
                            .replaceAll("unix@\\S+", "unix@~")
                            .replaceAll("\\d+/[A-Z][a-z]{2}/\\d+", "~")
                            .replaceAll("-?\\d+", "1"),
                    "");
        }
    }
}
