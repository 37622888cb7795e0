package dev.kiln.testkit;

import dev.kiln.tenant.KeyIndex;

class InMemoryKeyIndexTest extends KeyIndexContract {
    private final InMemoryKeyIndex index = new InMemoryKeyIndex();

    @Override
    protected KeyIndex index() {
        return index;
    }
}
