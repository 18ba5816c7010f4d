package org.pressroom.embedded.s3;

import java.net.URI;
import java.util.Properties;
import java.util.function.Supplier;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** Starts the server, from the class loader that has its classes. */
public final class ProxyServer implements Supplier<URI> {

    @Override
    public URI get() {
        Properties nobody = new Properties();
        nobody.setProperty("jclouds.identity", "");
        nobody.setProperty("jclouds.credential", "");
        S3Proxy server = S3Proxy.builder()
                .blobStore(BlobStores.create("transient-nio2", nobody))
                .awsAuthentication(AuthenticationType.AWS_V4, S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        try {
            server.start();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        return URI.create("http://127.0.0.1:" + server.getPort());
    }
}
