package org.pressroom.gateway.site.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardPainterTest {

    private final CardPainter painter = new CardPainter();

    private BufferedImage painted(String title) throws IOException {
        byte[] png = painter.paint(title, "The Daily Proof", "ink");
        assertThat(png.length).isLessThan(300_000);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(630);
        return image;
    }

    /** Dark ones, where the title stands. */
    private static long inked(BufferedImage image) {
        return IntStream.range(0, 700 * 400)
                .map(place -> image.getRGB(72 + place % 700, 72 + place / 700) & 0xFF)
                .filter(blue -> blue < 0x60)
                .count();
    }

    private static boolean hasFonts() {
        try {
            return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay('A');
        } catch (RuntimeException | LinkageError | InternalError none) {
            return false;
        }
    }

    @Test
    void thePrintIsTheOneOfThatArticle() throws IOException {
        byte[] one = painter.paint("", "", "ink");
        assertThat(one).isEqualTo(painter.paint("", "", "ink")).isNotEqualTo(painter.paint("", "", "paper"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(one));
        assertThat(IntStream.range(0, 630)
                        .flatMap(y -> IntStream.range(800, 1200).map(x -> image.getRGB(x, y)))
                        .distinct()
                        .count())
                .isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What the ink remembers",
                "Größe, Übermaß und ß",
                "ما يتذكره الحبر",
                "स्याही क्या याद रखती है",
                "墨水记得什么",
                "インクが覚えていること",
                "Что помнит чернила"
            })
    void aTitleIsDrawnInTheScriptsThatTheMachineHas(String title) throws IOException {
        assumeTrue(hasFonts() && new Font(Font.SANS_SERIF, Font.BOLD, 60).canDisplayUpTo(title) < 0);
        assertThat(inked(painted(title))).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000\u0007\uFFFF\uD800",
                "\u202E\u2066\u200B",
                "\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDE80",
                "\uDB40\uDC41\u0378",
                "</svg><script>alert(1)</script>"
            })
    void whateverATitleIsThereIsAPicture(String title) throws IOException {
        painted(title);
    }

    @Test
    void aLongTitleEndsWithinThePicture() throws IOException {
        painted("W".repeat(200));
        painted("a\u0301\u0302\u0303\u0304".repeat(2_000));
        painted("many words ".repeat(10_000));
        painted("\u0627\u0644".repeat(5_000));
    }

    @Test
    void whatNoFontHasIsLeftOutAsAWhole() throws IOException {
        String unknown = "A \u0378 letter of \uDB80\uDC00 nowhere \uD838\uDC00\uD838\uDC01";
        assumeTrue(hasFonts());
        Font font = new Font(Font.SANS_SERIF, Font.BOLD, 60);
        assumeTrue(unknown.codePoints().anyMatch(point -> Character.isLetterOrDigit(point) && !font.canDisplay(point)));
        assertThat(inked(painted(unknown))).isZero();
    }
}
