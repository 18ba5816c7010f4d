package org.pressroom.suite;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import org.pressroom.client.Call;

/** A form with a file in it, or none. */
record FileForm(byte[] body) {

    static final FileForm EMPTY = new FileForm("--form--\r\n".getBytes(StandardCharsets.UTF_8));

    static FileForm of(String name, byte[] file, String alt) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(file);
        out.writeBytes(("\r\n--form\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n" + alt + "\r\n--form--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        return new FileForm(out.toByteArray());
    }

    /** A picture of noise, which is like no other. */
    static byte[] picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random();
        for (int x = 0; x < width; x++) {
            image.setRGB(x, random.nextInt(height), random.nextInt());
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Call sentBy(Call call) {
        return call.body("multipart/form-data; boundary=form", body);
    }
}
