package dev.kiln.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqlPropertiesTest {
    @Test
    void meansTheEmbeddedDatabaseWhereNothingIsSaid() {
        assertThat(new SqlProperties("", "", Path.of(""))).isEqualTo(SqlProperties.embedded());
    }

    @Test
    void namesTheVariableThatIsWrong() {
        refuses("KILN_SQL_URL", "jdbc:mysql://db/kiln", "kiln", null);
        refuses("KILN_SQL_PASSWORD_FILE", "jdbc:postgresql://db/kiln?password=x", "kiln", null);
        refuses("KILN_SQL_USER", "jdbc:postgresql://db/kiln", "", null);
        refuses("KILN_SQL_URL", "", "kiln", null);
    }

    @Test
    void saysWhichPasswordFileCannotBeRead() {
        SqlProperties properties = new SqlProperties("jdbc:postgresql://db/kiln", "kiln", Path.of("/nowhere/password"));

        assertThatIllegalArgumentException()
                .isThrownBy(properties::password)
                .withMessageContaining("KILN_SQL_PASSWORD_FILE: /nowhere/password");
    }

    private static void refuses(String named, String url, String user, @Nullable Path file) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SqlProperties(url, user, file))
                .withMessageContaining(named);
    }
}
