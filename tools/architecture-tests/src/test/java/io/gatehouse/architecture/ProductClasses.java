package io.gatehouse.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.jspecify.annotations.Nullable;

/**
 * All compiled classes of the product, read once; generated protobuf code is left in, tests are
 * left out.
 */
final class ProductClasses {

    private static @Nullable JavaClasses classes;

    private ProductClasses() {}

    static synchronized JavaClasses all() {
        JavaClasses read = classes;
        if (read == null) {
            read =
                    new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                            .importPackages("io.gatehouse");
            classes = read;
        }
        return read;
    }
}
