package dev.kiln.ui.shell;

import dev.kiln.account.Role;
import dev.kiln.account.User;
import dev.kiln.account.UserId;
import dev.kiln.account.UserName;
import dev.kiln.tenant.TenantId;
import java.util.Set;

/** Ada is signed in. */
public final class FakeSignedIn implements SignedIn {
    private final User ada = new User(UserId.create(), new UserName("ada"), new TenantId("t-ada"), Set.of(Role.USER));
    private boolean signedOut;

    @Override
    public User user() {
        return ada;
    }

    @Override
    public void signOut() {
        signedOut = true;
    }

    boolean isSignedOut() {
        return signedOut;
    }
}
