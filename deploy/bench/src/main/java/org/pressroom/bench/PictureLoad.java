package org.pressroom.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Photos of 24 megapixels, whose smaller ones are made when they are first asked for. */
final class PictureLoad {

    static final int AT_ONCE = 20;

    private static final int WIDTH = 6_000;
    private static final int HEIGHT = 4_000;

    /** The first are slower, and so not measured. */
    private static final int WARM_UP = 3;

    private static final int ALONE = 10;

    private final Site site;
    private final byte[] photo;
    private int uploaded;

    PictureLoad(Site site) throws IOException {
        this.site = site;
        this.photo = photo();
    }

    /**
     * What was measured.
     *
     * @param alone each asked for while nothing else is
     * @param webp the same, by who takes WebP
     * @param together all asked for at once: from then to the last byte of each
     * @param refused how many of those were
     */
    record Outcome(Latencies alone, Latencies webp, Latencies together, int refused) {}

    /** Bytes of a photo, with about as much in it as a camera leaves. */
    private static byte[] photo() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Random random = new Random(1);
        for (int y = 0, at = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double light = 128 + 60 * Math.sin(x / 137.0) + 40 * Math.cos(y / 93.0) + random.nextGaussian() * 9;
                data[at++] = level(255 - light);
                data[at++] = level(0.8 * light + 20);
                data[at++] = level(light);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream coded = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(coded);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.92f);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte level(double light) {
        return (byte) Math.max(0, Math.min(255, light));
    }

    Outcome measure() {
        Latencies alone = alone("image/jpeg");
        Latencies webp = alone("image/webp");
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            addresses.add(upload());
        }
        Latencies together = new Latencies();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        long began = System.nanoTime();
        for (String address : addresses) {
            answers.add(site.read(address, "image/jpeg").thenApply(answer -> {
                together.add(System.nanoTime() - began);
                return answer.status() == 200;
            }));
        }
        int refused = (int) answers.stream().filter(answer -> !answer.join()).count();
        return new Outcome(alone, webp, together, refused);
    }

    private Latencies alone(String accept) {
        for (int i = 0; i < WARM_UP; i++) {
            site.read(upload(), accept).join();
        }
        Latencies alone = new Latencies();
        for (int i = 0; i < ALONE; i++) {
            String address = upload();
            long began = System.nanoTime();
            site.read(address, accept).join().expect(200);
            alone.add(System.nanoTime() - began);
        }
        return alone;
    }

    /** The address of a smaller one of a photo that nobody has asked for: what stands behind a picture makes it another. */
    private String upload() {
        byte[] another = Arrays.copyOf(photo, photo.length + 4);
        ByteBuffer.wrap(another).putInt(photo.length, uploaded++);
        return site.upload("photo.jpg", another) + "?w=1280";
    }
}
