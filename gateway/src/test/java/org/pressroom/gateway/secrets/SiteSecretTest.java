package org.pressroom.gateway.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class SiteSecretTest {

    private final SiteSecret secret = of("a secret that is long enough for a test");

    private static SiteSecret of(@Nullable String secret) {
        return new SiteSecret(new SecretProperties(secret));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "short", "thirty-one characters are enough"})
    void withoutALongSecretThereIsNoStart(@Nullable String given) {
        String tooShort = given == null ? null : given.substring(0, Math.min(31, given.length()));
        assertThatExceptionOfType(WrongSecretException.class)
                .isThrownBy(() -> of(tooShort))
                .satisfies(failure -> {
                    FailureAnalysis told = new WrongSecretException.Analyzer().analyze(failure, failure);
                    assertThat(told.getDescription()).startsWith("PRESSROOM_SECRET is ");
                    assertThat(told.getAction()).contains("32 random characters");
                });
        assertThat(of("x".repeat(32))).isNotNull();
    }

    @Test
    void itIsNotPrinted() {
        assertThat(new SecretProperties("hush hush").toString()).doesNotContain("hush");
    }

    @Test
    void aSignatureFitsItsTextItsPurposeAndItsSecret() {
        Signatures signatures = secret.signatures("one");
        String signature = signatures.of("text");
        assertThat(signature).matches("[A-Za-z0-9_-]{43}");
        assertThat(signatures.isOf("text", signature)).isTrue();
        assertThat(secret.signatures("one").isOf("text", signature)).isTrue();
        assertThat(signatures.isOf("texts", signature)).isFalse();
        assertThat(signatures.isOf("text", signature.substring(1))).isFalse();
        assertThat(signatures.isOf("text", "")).isFalse();
        assertThat(secret.signatures("two").isOf("text", signature)).isFalse();
        assertThat(of("another secret that is long enough").signatures("one").isOf("text", signature))
                .isFalse();
    }

    @Test
    void aPseudonymFitsItsThingItsKindItsPurposeAndItsSecret() {
        Pseudonyms pseudonyms = secret.pseudonyms("one");
        UUID pseudonym = pseudonyms.of("kind", "thing");
        assertThat(secret.pseudonyms("one").of("kind", "thing")).isEqualTo(pseudonym);
        assertThat(List.of(
                        pseudonyms.of("kind", "things"),
                        pseudonyms.of("kin", "dthing"),
                        secret.pseudonyms("two").of("kind", "thing"),
                        of("another secret that is long enough")
                                .pseudonyms("one")
                                .of("kind", "thing")))
                .doesNotContain(pseudonym)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsSealedIsOpenedUnderItsNameWithItsKeyAlone() {
        SealedTexts sealed = secret.sealedTexts("one");
        String text = sealed.seal("{\"d\": \"private\"}", "name");
        assertThat(text).doesNotContain("private").isNotEqualTo(sealed.seal("{\"d\": \"private\"}", "name"));
        assertThat(SealedTexts.isSealed(text)).isTrue();
        assertThat(SealedTexts.isSealed("{\"d\": \"private\"}")).isFalse();
        assertThat(secret.sealedTexts("one").open(text, "name")).contains("{\"d\": \"private\"}");
        assertThat(sealed.open(text, "another name")).isEmpty();
        assertThat(secret.sealedTexts("two").open(text, "name")).isEmpty();
        assertThat(of("another secret that is long enough").sealedTexts("one").open(text, "name"))
                .isEmpty();
        assertThat(sealed.open(text.substring(0, text.length() - 2), "name")).isEmpty();
        assertThat(sealed.open("aes-gcm.", "name")).isEmpty();
        assertThat(sealed.open("aes-gcm.???", "name")).isEmpty();
    }
}
