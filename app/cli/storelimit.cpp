// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/values.h"
#include "core/engine/policyservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

const QString kNone = u"none"_s;

class StoreLimit final : public EngineCommand
{
public:
    StoreLimit()
        : EngineCommand(
              {.noun = u"store"_s,
               .verb = u"limit"_s,
               .summary = u"Show or set how fast archives may go to and from stores."_s,
               .description =
                   u"Rules are START:END:KB/s joined by |, with whole hours of the day from 0 to 24 and NaN "
                   u"for "
                   "without limit; hours that no rule names have none. Jobs that run follow within a second. "
                   "Every limit holds: that of all stores together, that of the store, and that of a batch "
                   "or "
                   "policy."_s,
               .arguments = {{.name = u"RULES"_s,
                              .help = u"The rules; \"none\" takes them away; nothing shows them."_s,
                              .optional = true}},
               .options = {{.name = u"store"_s,
                            .takes = Takes::One,
                            .valueName = u"NAME"_s,
                            .help = u"Of this store; where none is given, of all together."_s}},
               .examples = {
                   {u"store limit '8:20:5120|20:24:NaN'"_s, u"5 MB/s by day for all stores together."_s},
                   {u"store limit none --store cloud"_s, u"No limit of its own for one store."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        const QString rules = arguments.words().value(0);
        if (rules.isEmpty() && arguments.has("store"_L1))
            return u"The rules are missing; \"none\" takes them away."_s;
        const QString problem = rules == kNone ? QString() : speedRules()(rules);
        return problem.isEmpty() ? QString() : u"RULES '%1' %2."_s.arg(rules, problem);
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString text = invocation.arguments().words().value(0);
        if (!text.isEmpty()) {
            const auto rules = text == kNone ? SpeedRules() : SpeedRules::parse(text);
            if (!rules)
                return tl::unexpected(rules.error());
            const QString store = invocation.arguments().value("store"_L1);
            if (auto set = engine.policies().setSpeedLimit(store, *rules); !set)
                return tl::unexpected(set.error());
        }
        const auto limits = engine.policies().speedLimits();
        if (!limits)
            return tl::unexpected(limits.error());
        Console &console = invocation.console();
        QJsonObject stores;
        TextTable table({{u"STORE"_s}, {u"LIMIT"_s}});
        for (auto it = limits->begin(); it != limits->end(); ++it) {
            if (!it.key().isEmpty())
                stores[it.key()] = it->text();
            table.addRow({it.key().isEmpty() ? u"(all together)"_s : it.key(), it->text()});
        }
        const auto all = limits->constFind(QString());
        if (console.json())
            console.document({{u"all"_s, all == limits->cend() ? QJsonValue() : QJsonValue(all->text())},
                              {u"stores"_s, stores}});
        else
            console.print(table);
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeStoreLimitCommands()
{
    CommandList list;
    list.push_back(std::make_unique<StoreLimit>());
    return list;
}

} // namespace holdfast::cli
