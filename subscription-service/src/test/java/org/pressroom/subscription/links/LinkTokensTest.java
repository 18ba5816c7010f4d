package org.pressroom.subscription.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkTokensTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private final LinkTokens tokens = new LinkTokens(secret(1), "");

    @Test
    void aTokenIsTheSameEachTimeAndOpensItsIdForItsPurposeAlone() {
        String token = tokens.issue(LinkPurpose.MANAGE, ID);

        assertThat(tokens.issue(LinkPurpose.MANAGE, ID)).isEqualTo(token).hasSize(64);
        assertThat(tokens.check(LinkPurpose.MANAGE, token)).contains(ID);
        assertThat(tokens.check(LinkPurpose.UNSUBSCRIBE, token)).isEmpty();
        assertThat(tokens.check(LinkPurpose.CONFIRM, token)).isEmpty();
    }

    @Test
    void aTokenWithAnyCharacterChangedOpensNothing() {
        String token = tokens.issue(LinkPurpose.MANAGE, ID);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.check(LinkPurpose.MANAGE, changed)).as("at %d", i).isEmpty();
        }
    }

    @Test
    void anotherSecretOrPepperMakesOtherTokens() {
        String token = tokens.issue(LinkPurpose.MANAGE, ID);

        assertThat(new LinkTokens(secret(2), "").check(LinkPurpose.MANAGE, token))
                .isEmpty();
        assertThat(new LinkTokens(secret(1), "pepper").check(LinkPurpose.MANAGE, token))
                .isEmpty();
        assertThat(new LinkTokens(secret(1), "").check(LinkPurpose.MANAGE, token))
                .contains(ID);
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }
}
