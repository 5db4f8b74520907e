using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue.Bundles;

/// <summary>
/// Plan to apply files of topics, notices and forms together: everything in one transaction, or nothing. Forms are
/// checked against the catalogue as the other two would make it.
/// </summary>
internal sealed class BundlePlan : CataloguePlan
{
    public TopicPlan? Topics { get; private init; }
    public NoticePlan? Notices { get; private init; }
    public FormPlan? Forms { get; private init; }

    private IEnumerable<CataloguePlan> Parts => new CataloguePlan?[] { Topics, Notices, Forms }.OfType<CataloguePlan>();

    public static BundlePlan Of(
        CatalogueBundle files,
        CenterContext context,
        CatalogueSnapshot now,
        Publishing publishing
    )
    {
        var topics = files.Topics is { } t ? TopicPlan.Of(t, context, publishing) : null;
        var notices = files.Notices is { } n ? NoticePlan.Of(n, context, publishing, topics?.Rows) : null;
        var forms = files.Forms is { } f
            ? FormPlan.Of(f, context, PlannedCatalogue.Of(now, topics, notices), publishing)
            : null;
        var plan = new BundlePlan
        {
            Topics = topics,
            Notices = notices,
            Forms = forms,
        };
        foreach (var part in plan.Parts)
        {
            plan.Faults.AddRange(part.Faults);
            plan.Facts.AddRange(part.Facts);
        }
        return plan;
    }

    public override void AddTo(CenterContext context)
    {
        foreach (var part in Parts)
            part.AddTo(context);
    }
}
