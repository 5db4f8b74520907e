using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using FormFile = PreferenceCenter.Catalogue.Forms.FormFile;

namespace PreferenceCenter.Catalogue.Bundles;

/// <summary>A file of topics, one of notices and one of forms that are applied together.</summary>
internal sealed record CatalogueBundle(TopicFile? Topics, NoticeFile? Notices, FormFile? Forms);
