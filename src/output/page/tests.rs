use super::*;
use proptest::prelude::*;

fn feature(title: &str, lon: f64, lat: f64) -> Value {
    json!({
        "type": "Feature", "id": "2020-10-31-x-assault-0000",
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "time": { "date": "2020-10-31", "interval": ["2020-10-31", "2020-10-31"] },
        "properties": { "title": title, "date": "2020-10-31", "marker-symbol": "danger",
            "sources": [{ "doc": "a.txt", "quote": title, "span": [0, 9], "evidence": [] }] },
    })
}

/// What stands between a data element's tags, parsed.
fn data(page: &str, id: &str) -> Value {
    let (_, rest) = page.split_once(&format!("id=\"{id}\">")).expect("the element");
    let (text, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn text_cannot_leave_its_element() {
    let nasty = "</script><script>alert(1)</script><!-- \"><img src=x onerror=alert(1)> <!--SCRIPT--> \u{2028}";
    let input = PageInput { features: vec![feature(nasty, 46.7, 39.7)], title: nasty.into(), ..PageInput::default() };
    let page = render(&input);
    assert_eq!(page.matches("<script").count(), 4, "three data elements and the script");
    assert_eq!(page.matches("</script").count(), 4);
    assert_eq!(page.matches("<img").count(), 0);
    assert_eq!(data(&page, "data-events")[0]["properties"]["title"], nasty, "and yet every character is there");
    assert!(!page.contains("<!--STYLE") && page.trim_end().ends_with("</html>"));
}

#[test]
fn the_page_asks_the_network_for_nothing() {
    let page = render(&PageInput { features: vec![feature("Choucha", 46.7, 39.7)], ..PageInput::default() });
    assert!(page.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
    ));
    for address in ["https://", "src=", "@import", "url("] {
        assert!(!page.replace("/^https?:", "").contains(address), "{address} in the page");
    }
}

#[test]
fn a_page_of_one_region_is_small_and_has_its_borders() {
    let page = render(&PageInput { features: vec![feature("Choucha", 46.7, 39.7)], ..PageInput::default() });
    assert!(page.len() < 500_000, "{} bytes", page.len());
    let map = data(&page, "data-map");
    let sheets = map["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 2);
    assert!(sheets[1]["borders"].as_array().unwrap().len() > 3);
    assert!(map["own"].is_null());
}

#[test]
fn features_are_kept_whole_but_for_other_maps_hints() {
    let page = render(&PageInput { features: vec![feature("Choucha", 46.7, 39.7)], ..PageInput::default() });
    let mut expected = feature("Choucha", 46.7, 39.7);
    expected["properties"].as_object_mut().unwrap().shift_remove("marker-symbol");
    assert_eq!(data(&page, "data-events"), json!([expected]));
}

#[test]
fn features_without_a_point_or_properties_do_no_harm() {
    let odd = vec![json!({}), json!(null), json!({"geometry": null, "properties": {}}), feature("x", 400.0, -91.0)];
    let page = render(&PageInput { features: odd, ..PageInput::default() });
    assert_eq!(data(&page, "data-map")["sheets"].as_array().unwrap().len(), 1, "only the world");
}

#[test]
fn a_page_replaces_the_one_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.html");
    std::fs::write(&path, "old").unwrap();
    let input = PageInput { title: "New".into(), ..PageInput::default() };
    write(&input, &path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), render(&input));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

/// Any JSON, of the kinds of pieces that features are made of.
fn json_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        Just("</script><!--EVENTS--><script>".to_owned()),
        Just("properties".to_owned()),
        Just("marker-symbol".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text.clone(), inner.clone(), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            (inner.clone(), -999i32..999, -999i32..999).prop_map(|(inner, lon, lat)| {
                json!({ "geometry": { "coordinates": [lon, lat] }, "properties": { "title": inner, "marker-symbol": 1 } })
            }),
        ]
    })
}

proptest! {
    // A page holds the map of the world each time.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is put into a page can be read from it, and the page has the elements it always has.
    #[test]
    fn the_data_of_a_page_come_back(
        features in prop::collection::vec(json_value(), 0..5),
        places in prop::collection::vec(json_value(), 0..3),
        title in any::<String>(),
    ) {
        let own = features.first().cloned();
        let input = PageInput { features: features.clone(), places: places.clone(), title: title.clone(), basemap: own.clone() };
        let page = render(&input);
        prop_assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (4, 4));
        prop_assert!(page.trim_end().ends_with("</html>"));
        let (_, rest) = page.split_once("<title>").expect("a title");
        let (shown, _) = rest.split_once("</title>").expect("its end");
        prop_assert_eq!(shown.replace("&lt;", "<").replace("&amp;", "&"), title);
        let lean: Vec<Value> = features.iter().map(|f| {
            let mut feature = f.clone();
            if let Some(properties) = feature.pointer_mut("/properties").and_then(Value::as_object_mut) {
                properties.shift_remove("marker-symbol");
            }
            feature
        }).collect();
        prop_assert_eq!(data(&page, "data-events"), Value::from(lean));
        prop_assert_eq!(data(&page, "data-places"), Value::from(places));
        prop_assert_eq!(&data(&page, "data-map")["own"], &own.unwrap_or_default());
    }
}

mod folders {
    use super::*;
    use std::fs;

    fn output() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, value: Value| fs::write(folder.path().join(name), value.to_string()).unwrap();
        let collection = |features: Vec<Value>| json!({"type": "FeatureCollection", "features": features});
        put(
            "index.json",
            json!({"days": [{"date": "2020-10-31", "file": "2020-10-31.geojson", "events": 1},
                            {"date": "2020-11-01", "file": "..", "events": 1},
                            {"date": "2020-11-02", "file": "../elsewhere.geojson", "events": 1}], "undated": 1}),
        );
        put("2020-10-31.geojson", collection(vec![feature("Choucha", 46.7, 39.7)]));
        put("undated.geojson", collection(vec![feature("Idleb", 36.6, 35.9)]));
        put("places.geojson", collection(vec![json!({"properties": {"place": "Choucha"}})]));
        folder
    }

    #[test]
    fn everything_of_a_folder_is_read() {
        let folder = output();
        let input = read_folder(folder.path()).unwrap();
        assert_eq!(input.features.len(), 2);
        assert_eq!(input.places.len(), 1);
        assert_eq!(input.title, "Events 2020-10-31 to 2020-11-02");
        assert!(render_folder(folder.path(), None).unwrap().contains("Choucha"));
    }

    #[test]
    fn errors_say_which_file_and_why() {
        let folder = output();
        let path = folder.path();
        let own = path.join("front.geojson");
        let message = |basemap: Option<&Path>| render_folder(path, basemap).unwrap_err().to_string();
        assert!(message(Some(&own)).contains("front.geojson"));
        fs::write(&own, "{\"type\": \"Road\"}").unwrap();
        assert!(message(Some(&own)).contains("front.geojson: not GeoJSON"));
        fs::write(path.join("2020-10-31.geojson"), "{\n  \"features\": [,]\n}").unwrap();
        assert!(message(None).contains("2020-10-31.geojson: not JSON: expected value at line 2"));
        fs::write(path.join("2020-10-31.geojson"), "[]").unwrap();
        assert!(message(None).contains("not a GeoJSON FeatureCollection"));
        fs::remove_file(path.join("index.json")).unwrap();
        assert!(matches!(read_folder(path), Err(PageError::NotOutput(_))));
    }

    #[test]
    fn a_basemap_of_the_user_is_in_the_page() {
        let folder = output();
        let own = folder.path().join("front.geojson");
        let line = json!({"type": "LineString", "coordinates": [[46.0, 39.0], [47.0, 40.0]]});
        fs::write(&own, line.to_string()).unwrap();
        let page = render_folder(folder.path(), Some(&own)).unwrap();
        assert_eq!(data(&page, "data-map")["own"], line);
    }
}
