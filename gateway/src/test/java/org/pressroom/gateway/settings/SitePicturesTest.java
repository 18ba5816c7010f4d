package org.pressroom.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.usecase.RefusedException;

/** Which files may be pictures of the site. */
class SitePicturesTest {

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file);
        return file.toByteArray();
    }

    private static byte[] svg(String attributes, String content) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" %s>%s</svg>"
                .formatted(attributes, content)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static SitePicture take(byte[] content) {
        return SitePictures.take(SitePicture.Kind.LOGO, content);
    }

    private static void assertRefused(byte[] content) {
        assertThatThrownBy(() -> take(content)).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({"png, PNG, png", "jpg, JPEG, jpg"})
    void aPictureIsTakenAsItIs(String format, SitePicture.Format expected, String extension) throws IOException {
        byte[] file = picture(format, 120, 40);
        SitePicture taken = take(file);
        assertThat(taken.format()).isEqualTo(expected);
        assertThat(taken.width()).isEqualTo(120);
        assertThat(taken.height()).isEqualTo(40);
        assertThat(taken.content()).isEqualTo(file);
        assertThat(taken.path()).matches("/site/pictures/[0-9a-f]{16}\\." + extension);
        assertThat(taken.path()).isNotEqualTo(take(picture(format, 121, 40)).path());
    }

    @ParameterizedTest
    @CsvSource({
        "width='120' height='40', 120, 40",
        "width='120px' height='40.4px' viewBox='0 0 3 1', 120, 40",
        "viewBox='0 0 300 100', 192, 64",
        "viewBox='-5 -5 30 30', 64, 64",
        "width='12000' height='4000', 2000, 667",
        "width='100%' height='100%' viewBox='0 0 2 1', 128, 64",
    })
    void aDrawingSaysHowLargeItIs(String attributes, int width, int height) {
        SitePicture taken = take(svg(attributes, "<path d='M0 0h9v9z'/>"));
        assertThat(taken.format()).isEqualTo(SitePicture.Format.SVG);
        assertThat(taken.width()).isEqualTo(width);
        assertThat(taken.height()).isEqualTo(height);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>.a{fill:url(#b)} @media (prefers-color-scheme: dark){.a{fill:#fff}}</style>",
                "<defs><linearGradient id='b'/></defs><rect fill='url( \"#b\" )'/>",
                "<use href='#b'/><use xlink:href='#b'/>",
                "<image href='data:image/png;base64,iVBORw0KGgo='/>",
                "<title>देवनागरी &amp; العربية</title>",
            })
    void whatADrawingIsMadeOfIsLeft(String content) {
        assertThat(take(svg("width='9' height='9'", content)).width()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT>alert(1)</SCRIPT>",
                "<a xmlns='http://www.w3.org/1999/xhtml'><script src='//evil.example'/></a>",
                "<rect onload='alert(1)'/>",
                "<rect onClick='alert(1)'/>",
                "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
                "<a href='javascript:alert(1)'><rect/></a>",
                "<a xlink:href=' java&#115;cript:alert(1)'><rect/></a>",
                "<image href='https://evil.example/p.png'/>",
                "<image xlink:href='//evil.example/p.png'/>",
                "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
                "<use href='other.svg#a'/>",
                "<style>@import 'https://evil.example/a.css';</style>",
                "<style>.a{fill:url( 'https://evil.example/a.svg#b')}</style>",
                "<rect style='background:URL(//evil.example/p)'/>",
                "<style>@im<![CDATA[port]]> 'https://evil.example/a.css';</style>",
                "<?xml-stylesheet href='https://evil.example/a.css'?>",
                "<iframe src='https://evil.example'/>",
            })
    void aDrawingThatDoesMoreThanToBeLookedAtIsRefused(String content) {
        assertRefused(svg("width='9' height='9'", content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "GIF89a",
                "<svg width='9' height='9'/>",
                "<html xmlns='http://www.w3.org/1999/xhtml'/>",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>",
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'/>",
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 ..'/>",
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>",
                "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                        + "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>&a;</title></svg>",
            })
    void whatIsNoPictureIsRefused(String content) {
        assertRefused(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPictureThatIsNotWholeOrTooLargeIsRefused() throws IOException {
        byte[] png = picture("png", 300, 300);
        assertRefused(Arrays.copyOf(png, png.length / 2));
        assertRefused(Arrays.copyOf(png, 20));
        assertRefused(picture("png", 2_001, 1));
        assertRefused(Arrays.copyOf(png, SitePictures.LONGEST + 1));
        byte[] bomb = picture("png", 8, 8);
        // A header that claims a picture of 4 GB.
        Arrays.fill(bomb, 16, 20, (byte) 0x7F);
        assertRefused(bomb);
    }
}
