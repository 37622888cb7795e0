package dev.kiln.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kiln.object.ObjectKey;
import dev.kiln.object.ObjectStore;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The model keeps the contract. */
class InMemoryObjectStoreTest extends ObjectStoreContract {
    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void failsEachCallWhileItIsAway() {
        ObjectKey key = new ObjectKey("a");
        store.away(true);

        fails(ErrorCode.STORE_UNAVAILABLE, () -> store.put(key, new byte[1]));
        fails(ErrorCode.STORE_UNAVAILABLE, () -> store.get(key, 1));
        fails(ErrorCode.STORE_UNAVAILABLE, () -> store.delete(key));
        fails(ErrorCode.STORE_UNAVAILABLE, () -> store.list("", Optional.empty(), 1));
    }

    @Test
    void refusesAPutWhileItIsFull() {
        store.full(true);

        fails(ErrorCode.STORE_FULL, () -> store.put(new ObjectKey("a"), new byte[1]));
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(KilnException.class)).returns(code, KilnException::code);
    }
}
