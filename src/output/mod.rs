//! output

pub mod basemap;
pub mod page;
