// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as binary XML: a manifest, a drawable.
#include "core/apk/apkmanifest.h"
#include "core/apk/vectordrawable.h"

using namespace holdfast;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    MemoryBytes bytes(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (const auto manifest = readApkManifest(bytes, {}); manifest && manifest->packageName.isEmpty())
        __builtin_trap();
    const auto tree = readXmlTree(bytes, {});
    if (!tree)
        return 0;
    const PaintSource paints = [&](const XmlNode::Attribute &attribute) -> Result<Paint> {
        if (attribute.value.isColour())
            return Paint{.colour = attribute.value.data, .gradient = {}};
        return Paint{.colour = 0, .gradient = *tree};
    };
    for (const auto &svg : {vectorToSvg(*tree, paints), shapeGradientToSvg(*tree, paints)}) {
        // Nothing of the input may become markup of its own.
        if (svg && (svg->count('<') != svg->count('>') || !svg->endsWith("</svg>\n")))
            __builtin_trap();
    }
    return 0;
}
