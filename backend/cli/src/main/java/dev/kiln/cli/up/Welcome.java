package dev.kiln.cli.up;

import dev.kiln.cli.build.Application;
import dev.kiln.cli.data.DataFolder;
import dev.kiln.cli.data.Secrets;
import dev.kiln.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a user is told once Kiln is ready. */
final class Welcome {
    private Welcome() {}

    static List<String> lines(UpOptions options, DataFolder data, String signInToken, Duration took) {
        Set<Application> applications = options.applications();
        Settings settings = options.settings();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Kiln is ready after " + Terminal.spoken(took) + ".");
        lines.add("");
        if (applications.contains(Application.CONTROL)) {
            Path password = data.secrets().adminPassword();
            lines.add("  IDE    " + settings.ide() + "/sign-in?token=" + signInToken);
            lines.add("         this link signs you in once; later: " + settings.ide());
            lines.add("  Login  admin   password " + Secrets.read(password) + "   (kept in " + password + ")");
        }
        if (applications.contains(Application.API)) {
            Path key = data.secrets().apiKey();
            lines.add("  API    " + settings.api() + "   key in " + key);
            lines.add("");
            lines.add("  curl -s '" + settings.api() + "/v1/executions?wait=10' \\");
            lines.add("    -H \"Authorization: Bearer $(cat " + quoted(key) + ")\" \\");
            lines.add("    -H 'Content-Type: application/json' \\");
            lines.add("    -d '{\"language\": \"python\", \"source\": \"print(6 * 7)\"}'");
        }
        lines.add("");
        return lines;
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w/.@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
