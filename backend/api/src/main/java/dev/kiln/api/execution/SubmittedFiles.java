package dev.kiln.api.execution;

import dev.kiln.api.body.JsonInput;
import dev.kiln.execution.Content;
import dev.kiln.execution.SourceFile;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files of a submit, and refuses a set of them that no folder can hold. */
final class SubmittedFiles {
    private final JsonInput json;
    private final List<SourceFile> files = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    private SubmittedFiles(JsonInput json) {
        this.json = json;
    }

    static List<SourceFile> read(JsonInput json, String field, int most) {
        var reader = new SubmittedFiles(json);
        json.array(field, most, index -> reader.file(field + "[" + index + "]"));
        if (reader.files.isEmpty()) {
            throw KilnException.ofField(ErrorCode.INVALID_REQUEST, field, "There is no file; give at least one.");
        }
        return reader.files;
    }

    private void file(String field) {
        var file = new Fields();
        json.object(field, (name, place) -> {
            switch (name) {
                case "path" -> file.path = json.text(place);
                case "content" -> file.content = json.text(place);
                case "encoding" -> file.encoding = json.isNull() ? TextEncoding.UTF_8 : TextEncoding.read(json, place);
                default -> throw JsonInput.unknown(place);
            }
        });
        String path = required(file.path, field + ".path");
        String text = required(file.content, field + ".content");
        Content content = file.encoding.decode(text, field + ".content");
        checkPath(path, field + ".path");
        files.add(new SourceFile(path, content));
    }

    private void checkPath(String path, String field) {
        Optional<String> fault = SourceFile.faultOf(path);
        if (fault.isPresent()) {
            throw KilnException.ofField(ErrorCode.INVALID_PATH, field, fault.get());
        }
        if (!paths.add(path)) {
            throw KilnException.ofField(ErrorCode.INVALID_PATH, field, "Another file has the same path.");
        }
        boolean clashes = folders.contains(path);
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            clashes |= paths.contains(folder);
            folders.add(folder);
        }
        if (clashes) {
            throw KilnException.ofField(
                    ErrorCode.INVALID_PATH, field, "The path needs a folder where another file is, or the other way.");
        }
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw KilnException.ofField(ErrorCode.INVALID_REQUEST, field, "The field is missing.");
        }
        return value;
    }

    private static final class Fields {
        private @Nullable String path;
        private @Nullable String content;
        private TextEncoding encoding = TextEncoding.UTF_8;
    }
}
