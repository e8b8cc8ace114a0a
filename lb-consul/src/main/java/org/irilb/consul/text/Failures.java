package org.irilb.consul.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file or a text, in words; exceptions name classes, or repeat the file's name. Stateless. */
public final class Failures {

    private Failures() {}

    public static String reason(IOException e) {
        if (e instanceof JsonProcessingException json) {
            return reason(json);
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        String said = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
        return Text.printable(said);
    }

    /** Where a text isn't the JSON that it should be. */
    private static String reason(JsonProcessingException e) {
        if (e instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            return Text.printable(path(mismatch)) + " is of another kind";
        }
        JsonLocation at = e.getLocation();
        return at == null
                ? "not the JSON that was expected"
                : "no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** As {@code [0].Service.Port}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
