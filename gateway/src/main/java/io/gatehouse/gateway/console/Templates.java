package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ChooseRole;
import io.gatehouse.internal.v1.MustChangePassword;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import java.util.List;

/** The templates of the pages; Qute checks them against these types at build time. */
@CheckedTemplate(basePath = "console")
final class Templates {

    private Templates() {}

    static native TemplateInstance signin(
            String token, String problem, String account, String user, boolean providers);

    static native TemplateInstance providers(String account, List<ShownProvider> all);

    static native TemplateInstance choose(
            String token, String action, String response, ChooseRole asked);

    static native TemplateInstance change(String token, String problem, MustChangePassword asked);

    static native TemplateInstance console(ShownPage shown);

    static native TemplateInstance notice(String text);
}
