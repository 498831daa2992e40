package io.gatehouse.identity.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import javax.imageio.ImageIO;

class TotpTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the last six digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_the_rfc(long seconds, String code) {
        assertThat(Totp.code(SEED, Totp.stepAt(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
    }

    @Test
    void a_code_is_found_within_its_window_alone() {
        String code = Totp.code(SEED, 100);
        assertThat(Totp.find(SEED, code, 99, 101)).hasValue(100);
        assertThat(Totp.find(SEED, code, 101, 103)).isEmpty();
    }

    @Test
    void two_codes_count_in_their_order_alone() {
        String first = Totp.code(SEED, 100);
        String second = Totp.code(SEED, 101);
        assertThat(Totp.findPair(SEED, first, second, 90, 110)).hasValue(101);
        assertThat(Totp.findPair(SEED, second, first, 90, 110)).isEmpty();
        assertThat(Totp.findPair(SEED, first, first, 90, 110)).isEmpty();
        assertThat(Totp.findPair(SEED, first, second, 101, 110)).isEmpty();
    }

    @Test
    void only_six_digits_are_a_code() {
        assertThat(Totp.isCode("000000")).isTrue();
        assertThat(Totp.isCode("12345")).isFalse();
        assertThat(Totp.isCode("12345a")).isFalse();
        assertThat(Totp.isCode("１２３４５６")).isFalse();
    }

    /** RFC 4648, section 10, without padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
    void base_32_is_that_of_the_rfc(String clear, String encoded) {
        assertThat(Base32.encode(clear.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }

    @Test
    void a_qr_code_is_an_image_that_reads_as_its_text() throws Exception {
        String text = "otpauth://totp/phone@111111111111?secret=MZXW6YTB&issuer=Gatehouse";
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(QrCode.png(text)));
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        String read =
                new QRCodeReader()
                        .decode(
                                new BinaryBitmap(
                                        new HybridBinarizer(
                                                new RGBLuminanceSource(
                                                        width, image.getHeight(), pixels))))
                        .getText();
        assertThat(read).isEqualTo(text);
    }
}
