package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kiln.object.ObjectCursor;
import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectPage;
import dev.kiln.object.ObjectReference;
import dev.kiln.object.ObjectStore;
import dev.kiln.object.PutAnswer;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every store of objects promises. */
public abstract class ObjectStoreContract {
    private static final ObjectKey KEY = new ObjectKey("executions/0-one/submission/1-a");
    private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "second".getBytes(StandardCharsets.UTF_8);

    /** The store under test, the same for one test, empty at first. */
    protected abstract ObjectStore store();

    @Nested
    class APut {
        @Test
        void givesBackEveryByte() {
            byte[] content = new byte[3 * 1024 * 1024];
            new Random(7).nextBytes(content);

            assertThat(store().put(KEY, content)).isEqualTo(PutAnswer.WRITTEN);

            assertThat(store().get(KEY, content.length))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(content));
        }

        @Test
        void neverReplaces() {
            store().put(KEY, FIRST);

            assertThat(store().put(KEY, SECOND)).isEqualTo(PutAnswer.ALREADY_THERE);

            assertThat(store().get(KEY, 100))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(FIRST));
        }

        @Test
        void isMadeByOneOfManyAtTheSameTime() throws Exception {
            var calls = IntStream.range(0, 32)
                    .mapToObj(number -> (Callable<Boolean>) () -> putUntilAnswered(number) == PutAnswer.WRITTEN)
                    .toList();
            var winners = new ArrayList<Integer>();
            try (var threads = Executors.newFixedThreadPool(8)) {
                var answers = threads.invokeAll(calls);
                for (int number = 0; number < answers.size(); number++) {
                    if (answers.get(number).get()) {
                        winners.add(number);
                    }
                }
            }

            assertThat(winners).hasSize(1);
            assertThat(store().get(KEY, 100_000))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(numbered(winners.getFirst())));
        }

        private PutAnswer putUntilAnswered(int number) {
            while (true) {
                try {
                    return store().put(KEY, numbered(number));
                } catch (KilnException busy) {
                    assertThat(busy.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                }
            }
        }

        private static byte[] numbered(int number) {
            return Integer.toString(number).repeat(1_000).getBytes(StandardCharsets.UTF_8);
        }

        @Test
        void refusesWhatIsEmpty() {
            assertThatIllegalArgumentException().isThrownBy(() -> store().put(KEY, new byte[0]));

            assertThat(store().get(KEY, 1)).isEmpty();
        }
    }

    @Nested
    class AGet {
        @Test
        void isEmptyWhereThereIsNothing() {
            store().put(KEY, FIRST);

            assertThat(store().get(new ObjectKey("executions/0-one/submission/1"), 100))
                    .isEmpty();
            assertThat(store().get(new ObjectKey("executions/0-one/submission"), 100))
                    .isEmpty();
        }

        @Test
        void refusesWhatIsLargerThanAsked() {
            store().put(KEY, FIRST);

            assertThatThrownBy(() -> store().get(KEY, FIRST.length - 1))
                    .asInstanceOf(type(KilnException.class))
                    .returns(ErrorCode.TOO_LARGE, KilnException::code);
            assertThat(store().get(KEY, FIRST.length)).isPresent();
        }
    }

    @Nested
    class ADelete {
        @Test
        void removesOneObjectAndMayBeRepeated() {
            ObjectKey other = new ObjectKey("executions/0-one/submission/1-b");
            store().put(KEY, FIRST);
            store().put(other, SECOND);

            store().delete(KEY);
            store().delete(KEY);

            assertThat(store().get(KEY, 100)).isEmpty();
            assertThat(store().get(other, 100)).isPresent();
        }

        @Test
        void letsTheKeyBeWrittenAgain() {
            store().put(KEY, FIRST);
            store().delete(KEY);

            assertThat(store().put(KEY, SECOND)).isEqualTo(PutAnswer.WRITTEN);

            assertThat(store().get(KEY, 100))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(SECOND));
        }
    }

    @Nested
    class AList {
        @Test
        void hasEachKeyOfThePrefixOncePageByPage() {
            Set<ObjectKey> wanted = new HashSet<>();
            for (int number = 0; number < 25; number++) {
                ObjectKey key = new ObjectKey("executions/0-" + number % 5 + "/result/" + number);
                wanted.add(key);
                store().put(key, FIRST);
            }
            store().put(new ObjectKey("executions/1-0/result/1"), FIRST);
            store().put(new ObjectKey("events/1"), FIRST);

            List<ObjectKey> listed = listAll("executions/0-", 4);

            assertThat(listed).doesNotHaveDuplicates().hasSameElementsAs(wanted);
            assertThat(listAll("", 1_000)).hasSize(27);
        }

        @Test
        void goesOnOverWhatWasRemovedMeanwhile() {
            for (int number = 0; number < 9; number++) {
                store().put(new ObjectKey("a/" + number), FIRST);
            }
            ObjectPage first = store().list("a/", Optional.empty(), 3);
            first.keys().forEach(store()::delete);

            List<ObjectKey> rest = listFrom("a/", first.next(), 3);

            assertThat(rest).hasSize(6).doesNotContainAnyElementsOf(first.keys());
        }

        @Test
        void ofNothingIsEmpty() {
            assertThat(store().list("", Optional.empty(), 10)).isEqualTo(new ObjectPage(List.of(), Optional.empty()));
        }

        private List<ObjectKey> listAll(String prefix, int most) {
            return listFrom(prefix, Optional.empty(), most);
        }

        private List<ObjectKey> listFrom(String prefix, Optional<ObjectCursor> begin, int most) {
            var all = new ArrayList<ObjectKey>();
            Optional<ObjectCursor> after = begin;
            do {
                ObjectPage page = store().list(prefix, after, most);
                assertThat(page.keys()).hasSizeLessThanOrEqualTo(most);
                all.addAll(page.keys());
                after = page.next();
            } while (after.isPresent());
            return all;
        }
    }

    @Nested
    class AReference {
        @Test
        void readsWhatItRefersTo() {
            store().put(KEY, FIRST);

            assertThat(ObjectReference.parse(ObjectReference.of(KEY, FIRST).text())
                            .read(store()))
                    .isEqualTo(FIRST);
        }

        @Test
        void refusesWhatIsNotThereOrNotWhatWasWritten() {
            ObjectReference reference = ObjectReference.of(KEY, FIRST);
            refuses(reference);

            store().put(KEY, "fiRst".getBytes(StandardCharsets.UTF_8));
            refuses(reference);
            store().delete(KEY);

            store().put(KEY, SECOND);
            refuses(reference);
        }

        private void refuses(ObjectReference reference) {
            assertThatThrownBy(() -> reference.read(store()))
                    .asInstanceOf(type(KilnException.class))
                    .returns(ErrorCode.CONTENT_LOST, KilnException::code);
        }
    }
}
