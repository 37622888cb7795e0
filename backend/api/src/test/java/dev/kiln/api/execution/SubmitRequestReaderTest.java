package dev.kiln.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.api.limits.Limit;
import dev.kiln.execution.Content;
import dev.kiln.execution.SourceFile;
import dev.kiln.problem.ErrorCode.Kind;
import dev.kiln.problem.KilnException;
import dev.kiln.queue.Lane;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SubmitRequestReaderTest {
    private static final int SEEDS = 3_000;

    @Test
    void readsTheLeastThatASubmitSays() {
        assertThat(read("{\"language\":\"python\",\"source\":\"\"}"))
                .isEqualTo(new SubmitRequest(
                        "python",
                        Content.empty(),
                        List.of(),
                        List.of(),
                        Content.empty(),
                        Map.of(),
                        null,
                        Lane.STANDARD));
    }

    @Test
    void takesNullForWhatMayBeLeftOut() {
        String nothing = "\"files\":null,\"args\":null,\"stdin\":null,\"stdinEncoding\":null,\"limits\":null,"
                + "\"expectedOutput\":null,\"expectedOutputEncoding\":null,\"lane\":null";

        assertThat(read("{\"language\":\"python\",\"source\":\"\"," + nothing + "}"))
                .isEqualTo(read("{\"language\":\"python\",\"source\":\"\"}"));
    }

    @Test
    void takesAnEncodingBeforeOrAfterItsText() {
        assertThat(read("{\"stdinEncoding\":\"base64\",\"stdin\":\"/w==\",\"language\":\"c\",\"source\":\"\"}"))
                .isEqualTo(
                        read("{\"language\":\"c\",\"source\":\"\",\"stdin\":\"/w==\",\"stdinEncoding\":\"base64\"}"));
    }

    /** {@code ~} stands for a quote, {@code OK} for the fields that a submit needs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "malformed_json  | -                | ''",
                "malformed_json  | -                | {",
                "malformed_json  | -                | {OK",
                "malformed_json  | -                | {OK}}",
                "malformed_json  | -                | {OK} {OK}",
                "malformed_json  | -                | {OK,}",
                "malformed_json  | -                | {'OK,//'}",
                "malformed_json  | -                | {OK,~args~:[NaN]}",
                "malformed_json  | -                | {OK,~limits~:{~cpuMillis~:01}}",
                "malformed_json  | language         | {OK,~language~:~c~}",
                "malformed_json  | limits.cpuMillis | {OK,~limits~:{~cpuMillis~:1,~cpuMillis~:1}}",
                "malformed_json  | files[0].path    | {~language~:~c~,~files~:[{~path~:~a~,~path~:~b~,~content~:~~}]}",
                "invalid_request | -                | []",
                "invalid_request | -                | null",
                "invalid_request | -                | ~text~",
                "invalid_request | language         | {~source~:~~}",
                "invalid_request | language         | {~source~:~~,~language~:null}",
                "invalid_request | language         | {~source~:~~,~language~:3}",
                "invalid_request | source           | {~language~:~c~}",
                "invalid_request | source           | {~language~:~c~,~source~:true}",
                "invalid_request | source           | {~language~:~c~,~source~:[~~]}",
                "invalid_request | source           | {~language~:~c~,~source~:~\\ud800~}",
                "invalid_request | source           | {~language~:~c~,~source~:~\\udc00\\ud800~}",
                "invalid_request | files            | {OK,~files~:[{~path~:~a~,~content~:~~}]}",
                "invalid_request | files            | {~language~:~c~,~files~:[]}",
                "invalid_request | files            | {~language~:~c~,~files~:{}}",
                "invalid_request | files[0]         | {~language~:~c~,~files~:[~a~]}",
                "invalid_request | files[0].path    | {~language~:~c~,~files~:[{~content~:~~}]}",
                "invalid_request | files[0].content | {~language~:~c~,~files~:[{~path~:~a~}]}",
                "invalid_request | files[0].content | {~language~:~c~,~files~:[{~path~:~a~,~content~:~%~,~encoding~:~base64~}]}",
                "invalid_request | files[0].content | {~language~:~c~,~files~:[{~path~:~a~,~content~:1}]}",
                "invalid_request | files[0].encoding| {~language~:~c~,~files~:[{~path~:~a~,~content~:~~,~encoding~:~latin1~}]}",
                "unknown_field   | files[0].mode    | {~language~:~c~,~files~:[{~path~:~a~,~content~:~~,~mode~:7}]}",
                "invalid_path    | files[0].path    | {~language~:~c~,~files~:[{~path~:~/etc/passwd~,~content~:~~}]}",
                "invalid_path    | files[0].path    | {~language~:~c~,~files~:[{~path~:~../a~,~content~:~~}]}",
                "invalid_path    | files[0].path    | {~language~:~c~,~files~:[{~path~:~a/../../b~,~content~:~~}]}",
                "invalid_path    | files[0].path    | {~language~:~c~,~files~:[{~path~:~a\\u0000b~,~content~:~~}]}",
                "invalid_path    | files[1].path    | {~language~:~c~,~files~:[{~path~:~a~,~content~:~~},{~path~:~a~,~content~:~~}]}",
                "invalid_path    | files[1].path    | {~language~:~c~,~files~:[{~path~:~a~,~content~:~~},{~path~:~a/b~,~content~:~~}]}",
                "invalid_path    | files[1].path    | {~language~:~c~,~files~:[{~path~:~a/b/c~,~content~:~~},{~path~:~a/b~,~content~:~~}]}",
                "invalid_request | args             | {OK,~args~:~x~}",
                "invalid_request | args[1]          | {OK,~args~:[~x~,1]}",
                "invalid_request | args[0]          | {OK,~args~:[null]}",
                "invalid_request | args[0]          | {OK,~args~:[~a\\u0000b~]}",
                "invalid_request | stdin            | {OK,~stdin~:1.5}",
                "invalid_request | stdin            | {OK,~stdin~:~a~,~stdinEncoding~:~base64~}",
                "invalid_request | stdinEncoding    | {OK,~stdinEncoding~:~ascii~}",
                "invalid_request | expectedOutput   | {OK,~expectedOutput~:{}}",
                "invalid_request | limits           | {OK,~limits~:[]}",
                "invalid_request | limits.cpuMillis | {OK,~limits~:{~cpuMillis~:~1000~}}",
                "invalid_request | limits.cpuMillis | {OK,~limits~:{~cpuMillis~:1000.0}}",
                "invalid_request | limits.cpuMillis | {OK,~limits~:{~cpuMillis~:1e3}}",
                "invalid_request | limits.cpuMillis | {OK,~limits~:{~cpuMillis~:true}}",
                "unknown_field   | limits.disk      | {OK,~limits~:{~disk~:1}}",
                "unknown_field   | Source           | {~language~:~c~,~Source~:~~}",
                "unknown_field   | deep             | {OK,~deep~:[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}",
                "invalid_request | lane             | {OK,~lane~:~fast~}",
                "invalid_request | lane             | {OK,~lane~:~STANDARD~}",
            })
    void refuses(String code, String field, String body) {
        String json = body.replace("OK", "~language~:~c~,~source~:~~").replace('~', '"');

        assertThat(refusalOf(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(code + " " + field);
    }

    @Test
    void refusesWhatIsTooMuch() {
        String source = "{\"language\":\"c\",\"source\":\"%s\"}";
        String args = "{\"language\":\"c\",\"source\":\"\",\"args\":[%s]}";

        assertThat(read(source.formatted("ä".repeat(512 * 1024))).source())
                .isNotNull()
                .extracting(Content::sizeBytes)
                .isEqualTo(1024 * 1024);
        assertThat(refusalOf(source.formatted("ä".repeat(512 * 1024) + "a"))).isEqualTo("too_large source");
        assertThat(read(args.formatted(texts(256, ""))).args()).hasSize(256);
        assertThat(refusalOf(args.formatted(texts(257, "")))).isEqualTo("too_large args");
        assertThat(read(args.formatted(texts(64, "x".repeat(1024)))).args()).hasSize(64);
        assertThat(refusalOf(args.formatted(texts(64, "x".repeat(1024)) + ",\"x\"")))
                .isEqualTo("too_large args");
        assertThat(read(files(256)).files()).hasSize(256);
        assertThat(refusalOf(files(257))).isEqualTo("too_large files");
    }

    @Test
    void takesNumbersOfAnySizeForWhatTheyAre() {
        for (String number : List.of("9223372036854775808", "123456789012345678901234567890")) {
            assertThat(read(limit(number)).limits()).isEqualTo(Map.of(Limit.CPU, Long.MAX_VALUE));
            assertThat(read(limit("-" + number)).limits()).isEqualTo(Map.of(Limit.CPU, Long.MIN_VALUE));
        }
        assertThat(refusalOf(limit("1".repeat(1_000)))).isEqualTo("malformed_json -");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[][] wrong = {
            {(byte) 0xff},
            {(byte) 0xc3},
            {(byte) 0xc0, (byte) 0xaf},
            {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {0},
        };
        for (byte[] bytes : wrong) {
            var body = new ByteArrayOutputStream();
            body.writeBytes("{\"language\":\"c\",\"source\":\"".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bytes);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

            assertThat(refusalOf(body.toByteArray())).as("%x", bytes[0]).isEqualTo("malformed_json -");
        }
        assertThat(refusalOf("{\"language\":\"c\",\"source\":\"\"}".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("malformed_json -");
    }

    @Test
    void neverShowsMoreThanALittleOfWhatACallerSent() {
        String body = "{\"" + "x".repeat(200) + "\":1}";

        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        KilnException.class,
                        refusal -> assertThat(refusal.field()).hasSizeLessThan(80));
    }

    @Test
    void readsWhateverARequestMaySay() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SubmitRequest request = RandomRequests.request(new Random(seed));

            assertThat(read(RandomRequests.toJson(request, new Random(seed))))
                    .as("seed %d", seed)
                    .isEqualTo(request);
        }
    }

    @Test
    void meetsEveryBrokenBodyWithARefusalAndNothingElse() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            byte[] bytes = RandomRequests.toJson(RandomRequests.request(random), random)
                    .getBytes(StandardCharsets.UTF_8);
            byte[] broken = RandomRequests.breakBytes(bytes, random);
            try {
                assertThat(SubmitRequestReader.read(broken, broken.length))
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (KilnException refusal) {
                assertThat(refusal.code().kind()).as("seed %d", seed).isEqualTo(Kind.CALLER);
            }
        }
    }

    private static SubmitRequest read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return SubmitRequestReader.read(bytes, bytes.length);
    }

    private static String refusalOf(String json) {
        return refusalOf(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusalOf(byte[] bytes) {
        try {
            return "accepted: " + SubmitRequestReader.read(bytes, bytes.length);
        } catch (KilnException refusal) {
            return refusal.code().word() + " " + (refusal.field() == null ? "-" : refusal.field());
        }
    }

    private static String limit(String number) {
        return "{\"language\":\"c\",\"source\":\"\",\"limits\":{\"cpuMillis\":" + number + "}}";
    }

    private static String texts(int count, String text) {
        return IntStream.range(0, count).mapToObj(_ -> "\"" + text + "\"").collect(Collectors.joining(","));
    }

    private static String files(int count) {
        return "{\"language\":\"c\",\"files\":["
                + IntStream.range(0, count)
                        .mapToObj(index -> "{\"path\":\"f" + index + "\",\"content\":\"\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** Requests of every form, and what breaks them. */
    private static final class RandomRequests {
        static SubmitRequest request(Random random) {
            boolean single = random.nextBoolean();
            Map<Limit, Long> limits = new HashMap<>();
            for (Limit limit : Limit.values()) {
                if (random.nextBoolean()) {
                    limits.put(limit, random.nextLong());
                }
            }
            return new SubmitRequest(
                    text(random, 20),
                    single ? Content.of(text(random, 200)) : null,
                    single ? List.of() : files(random),
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(_ -> text(random, 20).replace("\0", ""))
                            .toList(),
                    content(random),
                    limits,
                    random.nextBoolean() ? content(random) : null,
                    List.of(Lane.values()).get(random.nextInt(3)));
        }

        static String toJson(SubmitRequest request, Random random) {
            var members = new ArrayList<Map.Entry<String, Object>>();
            members.add(Map.entry("language", request.language()));
            if (request.source() != null) {
                members.add(Map.entry("source", request.source().text().orElseThrow()));
            } else {
                members.add(Map.entry(
                        "files",
                        request.files().stream().map(RandomRequests::fileToMap).toList()));
            }
            members.add(Map.entry("args", request.args()));
            members.add(Map.entry("stdin", request.stdin().toBase64()));
            members.add(Map.entry("stdinEncoding", "base64"));
            members.add(Map.entry("lane", request.lane().word()));
            members.add(Map.entry(
                    "limits",
                    request.limits().entrySet().stream()
                            .collect(Collectors.toMap(limit -> limit.getKey().field(), Map.Entry::getValue))));
            if (request.expectedOutput() != null) {
                members.add(Map.entry("expectedOutput", request.expectedOutput().toBase64()));
                members.add(Map.entry("expectedOutputEncoding", "base64"));
            }
            Collections.shuffle(members, random);
            var object = new LinkedHashMap<String, Object>();
            members.forEach(member -> object.put(member.getKey(), member.getValue()));
            return JsonMapper.shared().writeValueAsString(object);
        }

        static byte[] breakBytes(byte[] bytes, Random random) {
            var broken = new ByteArrayOutputStream();
            int at = random.nextInt(bytes.length);
            broken.write(bytes, 0, at);
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> broken.write(bytes, at + 1, bytes.length - at - 1);
                case 2 -> {
                    broken.write(random.nextInt(256));
                    broken.write(bytes, at, bytes.length - at);
                }
                default -> {
                    broken.write("{}[],:\"\\0-e.".charAt(random.nextInt(12)));
                    broken.write(bytes, at + 1, bytes.length - at - 1);
                }
            }
            return broken.toByteArray();
        }

        private static Map<String, Object> fileToMap(SourceFile file) {
            return Map.of("path", file.path(), "content", file.content().toBase64(), "encoding", "base64");
        }

        private static List<SourceFile> files(Random random) {
            return IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(index -> new SourceFile("d" + index + "/ü " + random.nextInt(9), content(random)))
                    .toList();
        }

        private static Content content(Random random) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return Content.of(bytes);
        }

        private static String text(Random random, int most) {
            var text = new StringBuilder();
            int length = random.nextInt(most);
            for (int i = 0; i < length; i++) {
                int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '?' : point);
            }
            return text.toString();
        }
    }
}
