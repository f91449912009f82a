using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>A refusal as RFC 9457 writes it: <c>application/problem+json</c>, in Japanese, naming the fix. The whole list stands in docs/exchange/addressee-service.md.</summary>
/// <param name="Key">Names the kind of refusal; never changes.</param>
/// <param name="Status">HTTP.</param>
/// <param name="Title">What it is.</param>
/// <param name="Detail">What to do.</param>
/// <param name="OAuthError">RFC 6749 or 6750, for clients that read nothing else.</param>
public sealed record ApiProblem(string Key, int Status, string Title, string Detail, string? OAuthError = null)
{
    public static readonly ApiProblem InsecureConnection = new("https-only", 400, "暗号化されていない接続です",
        "https で接続してください。シークレットやトークンを http で送った場合は、指定管理者にシークレットの再発行を依頼してください。", "invalid_request");

    public static readonly ApiProblem UnsupportedGrant = new("grant-unsupported", 400, "認可の種類が違います",
        "本文を application/x-www-form-urlencoded とし、grant_type=client_credentials を1つだけ指定してください。", "unsupported_grant_type");

    public static readonly ApiProblem InvalidClient = new("client-invalid", 401, "連携先システムを確認できません",
        "クライアントIDとシークレット、有効期限、接続元のアドレスを確かめてください。わからないときは指定管理者に問い合わせてください。", "invalid_client");

    public static readonly ApiProblem InvalidScope = new("scope-invalid", 400, "提供の範囲を確認できません",
        "scope には、この連携先システムに認められた範囲だけを空白区切りで指定してください。省くと認められた範囲すべてになります。", "invalid_scope");

    public static readonly ApiProblem TokenMissing = new("token-missing", 401, "アクセストークンがありません",
        "POST /api/token で取得したトークンを Authorization: Bearer で送ってください。画面のサインイン(Cookie)では利用できません。");

    public static readonly ApiProblem TokenInvalid = new("token-invalid", 401, "アクセストークンが無効です",
        "トークンの期限が切れたか、連携先システムの停止・シークレットの再発行などで無効になりました。POST /api/token で取得し直してください。", "invalid_token");

    public static readonly ApiProblem AddressRefused = new("address-refused", 403, "接続元が許可されていません",
        "この連携先システムに許可された接続元のアドレスから接続してください。変更は指定管理者に依頼してください。");

    public static readonly ApiProblem ScopeMissing = new("scope-missing", 403, "提供の範囲に含まれていません",
        "この照会には addressee.basic が必要です。範囲の変更は指定管理者に依頼してください。", "insufficient_scope");

    public static readonly ApiProblem PurposeMissing = new("purpose-missing", 400, "照会の目的がありません",
        $"X-Purpose ヘッダーに次のどれか1つを指定してください: {Domain.Exchange.ResidentIndex.AddresseePurposes.List}。");

    public static readonly ApiProblem PurposeUnknown = new("purpose-unknown", 400, "照会の目的が一覧にありません",
        $"X-Purpose ヘッダーには次のどれか1つを指定してください: {Domain.Exchange.ResidentIndex.AddresseePurposes.List}。");

    public static readonly ApiProblem QueryUnknown = new("query-unknown", 400, "照会の指定が違います",
        "指定できるのは number=integrated(統合宛名番号。省略時)または number=resident(宛名番号)だけです。氏名・住所・個人番号などで照会することはできません。");

    public static readonly ApiProblem NumberUnreadable = new("number-unreadable", 400, "番号を読めません",
        "アドレスには、15桁以内の数字の統合宛名番号(number=resident のときは宛名番号)を指定してください。");

    public static readonly ApiProblem MyNumberRefused = new("my-number-refused", 400, "個人番号では照会できません",
        "個人番号と思われる12桁の番号です。統合宛名番号か宛名番号で照会してください。送った番号は記録していません。");

    public static readonly ApiProblem NotFound = new("not-found", 404, "該当する人がいません",
        "番号を確かめてください。統合宛名番号と宛名番号(number=resident)のどちらで照会したかも確かめてください。");

    public static readonly ApiProblem Ambiguous = new("ambiguous", 409, "同じ番号の人が2人以上います",
        "台帳の番号に重複があるため回答できません。保健総務課に連絡してください。");

    public static readonly ApiProblem TooMany = new("too-many", 429, "照会が多すぎます",
        "Retry-After ヘッダーの秒数を待ってから、もう一度照会してください。1分間の上限の変更は指定管理者に依頼してください。");

    public static readonly ApiProblem Unavailable = new("unavailable", 503, "いま回答できません",
        "データベースから答えがないか、操作ログに記録できません。少し待ってからもう一度照会してください。");

    public static readonly ApiProblem NoSuchAddress = new("no-such-address", 404, "このアドレスはありません",
        "利用できるアドレスと方法(GET・POST)は /api/openapi.json を見てください。");

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<ApiProblem> All { get; } =
    [
        InsecureConnection, UnsupportedGrant, InvalidClient, InvalidScope, TokenMissing, TokenInvalid, AddressRefused, ScopeMissing, PurposeMissing, PurposeUnknown,
        QueryUnknown, NumberUnreadable, MyNumberRefused, NotFound, Ambiguous, TooMany, Unavailable, NoSuchAddress,
    ];

    /// <summary>Sends it. A 401 says how to prove who one is (RFC 6750).</summary>
    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = this == InvalidClient ? "Basic realm=\"portal\"" : OAuthError is null ? "Bearer" : $"Bearer error=\"{OAuthError}\"";
        }

        return ApiJson.WriteAsync(response, new Body($"/api/problems/{Key}", Title, Status, Detail, OAuthError, context.TraceIdentifier), "application/problem+json; charset=utf-8");
    }

    private sealed record Body(
        string Type, string Title, int Status, string Detail, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error, string Reference);
}

/// <summary>How the service writes JSON: names in camel case, Japanese as it is read.</summary>
internal static class ApiJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task WriteAsync<T>(HttpResponse response, T body, string contentType = "application/json; charset=utf-8")
    {
        response.ContentType = contentType;
        response.Headers.ContentLanguage = "ja";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Options);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }
}
